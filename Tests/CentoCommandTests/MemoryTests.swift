import CentoTestSupport
import Foundation
import Testing

/// `--max-memory`: the same bytes, and what is said when the disk gives out.
@Suite
struct MemoryTests {
  /// A made corpus that does not fit into the least memory.
  private static func corpus(_ folder: ScratchFolder) throws -> String {
    let made = try Program.run([
      "bench", "make", Program.seeds, "--records", "12000", "--seed", "3", "--output",
      folder.path + "/made",
    ])
    #expect(made.status == 0)
    return folder.path + "/made/records.jsonl"
  }

  @Test(.tags(.laws)) func theAnswerIsTheSame() throws {
    let folder = try ScratchFolder()
    let corpus = try Self.corpus(folder)
    let ask = ["pairs", corpus, "--ngrams", "2-9", "--format", "jsonl"]
    let whole = try Program.run(ask)
    let parts = try Program.run(ask + ["--max-memory", "256M"])
    #expect(whole.status == 0)
    #expect(whole.records("pair").count > 150)
    #expect(parts.output == whole.output)
    #expect(parts.errors == "")
  }

  @Test(
    .tags(.laws),
    arguments: [
      ["pairs", "--top-k", "3"], ["pairs", "--top-k", "3", "--threshold", "0.3"],
      ["pairs", "--verify", "40"], ["pairs", "--groups", "--linkage", "single"],
      ["dedup", "--linkage", "single", "--threshold", "0.4"],
    ]) func theAnswerIsTheSameForOtherQuestions(ask: [String]) throws
  {
    let folder = try ScratchFolder()
    let corpus = try Self.corpus(folder)
    let question =
      [ask[0], corpus] + ask.dropFirst() + ["--ngrams", "2-7", "--format", "jsonl"]
    let whole = try Program.run(question + ["--threads", "1"])
    let parts = try Program.run(question + ["--threads", "3", "--max-memory", "256M"])
    #expect(whole.status == 0)
    #expect(whole.text.count > 5_000)
    #expect(parts.output == whole.output)
    #expect(parts.errors == whole.errors)
  }

  @Test(.tags(.survival)) func aFullDiskEndsTheRun() throws {
    let folder = try ScratchFolder()
    let corpus = try Self.corpus(folder)
    let run = try Program.run(
      shell:
        "ulimit -f 1000; exec \"$0\" pairs \"$1\" --ngrams 2-9 --format jsonl --max-memory 256M",
      [corpus])
    #expect(run.status == 2)
    #expect(run.records("pair").isEmpty)
    #expect(run.errors.contains("intermediate results cannot be kept there"))
    #expect(run.errors.contains("TMPDIR"))
  }

  @Test(.tags(.unit)) func sizesThatAreNoneAreRefused() throws {
    for size in ["12", "much", "-1G", "100M", "99999999999T", "1.5G", ""] {
      let run = try Program.run(["pairs", Program.seeds, "--max-memory", size])
      #expect(run.status == 64, "\(size)")
    }
    for size in ["256M", "512m", "2G", "2GiB", "268435456"] {
      let run = try Program.run(["pairs", Program.seeds, "--max-memory", size])
      #expect(run.status == 1, "\(size)")
    }
  }
}
