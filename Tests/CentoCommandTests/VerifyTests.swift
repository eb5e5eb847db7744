import CentoTestSupport
import Foundation
import Testing

/// `pairs --verify`: what it says and when it is refused.
@Suite(.tags(.unit))
struct VerifyTests {
  private static let lines = """
    {"id":"a","text":"abcabc"}
    {"id":"b","text":"abcabc"}
    {"id":"c","text":"xyz"}
    """

  @Test func verificationIsSaidAndCounted() throws {
    let run = try Program.run(
      ["pairs", "-", "--verify", "2", "--format", "jsonl"], input: Self.lines)
    #expect(run.status == 0)
    #expect(
      run.errors
        == "cento: 2 units compared with all 3 units by brute force: 0 missing, 0 extra.\n")
    #expect(
      run.text.hasSuffix(
        """
        "results":1,"errors":0,"verified":2,"missing":0,"extra":0}

        """))
    #expect(!run.text.contains("verify"))
  }

  @Test func verificationOfNothingOrOfNeighboursIsRefused() throws {
    for more in [["--verify", "0"], ["--verify", "3", "--top-k", "1"]] {
      #expect(try Program.run(["pairs", "-"] + more, input: Self.lines).status == 64)
    }
  }
}
