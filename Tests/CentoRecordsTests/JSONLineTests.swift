import CentoRecords
import CentoTestSupport
import Foundation
import Testing

@Suite(.tags(.unit)) struct JSONLineTests {
  private func printed(_ text: String) -> String {
    var line = JSONLine()
    line.add("k", text)
    return String(decoding: line.finished(), as: UTF8.self)
  }

  private func printed(score: Double) -> String {
    var line = JSONLine()
    line.add("k", score: score)
    return String(String(decoding: line.finished(), as: UTF8.self).dropFirst(5).dropLast(2))
  }

  @Test func onlyWhatJSONDemandsIsEscaped() {
    #expect(printed("") == "{\"k\":\"\"}\n")
    #expect(printed("\"\\/") == #"{"k":"\"\\/"}"# + "\n")
    #expect(
      printed("\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\t\n\u{B}\u{C}\r\u{E}\u{F}")
        == #"{"k":"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"}"#
        + "\n")
    #expect(
      printed(
        "\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1A}\u{1B}\u{1C}\u{1D}\u{1E}"
          + "\u{1F}\u{7F}\u{2028}")
        == #"{"k":"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b"#
        + #"\u001c\u001d\u001e\u001f"# + "\u{7F}\u{2028}\"}\n")
    #expect(printed("营商环境é\u{1F600}") == "{\"k\":\"营商环境é\u{1F600}\"}\n")
  }

  @Test func keysAreEscapedToo() {
    var line = JSONLine()
    line.add("a\"\n", 1)
    line.add("键", 2)
    #expect(String(decoding: line.finished(), as: UTF8.self) == "{\"a\\\"\\n\":1,\"键\":2}\n")
  }

  @Test(
    arguments: [
      (0, "0.000000"), (-0.0, "0.000000"), (1, "1.000000"), (0.912345, "0.912345"),
      (0.9123454, "0.912345"), (0.9123456, "0.912346"), (0.99999949, "0.999999"),
      (0.99999951, "1.000000"), (0.0000005, "0.000000"), (0.00000051, "0.000001"),
      (-0.0000001, "0.000000"), (-0.5, "-0.500000"), (-1.25, "-1.250000"),
      // Exact halves go to the even neighbour: 2^-7 = .0078125, 3 · 2^-7 = .0234375.
      (0.0078125, "0.007812"), (0.0234375, "0.023438"), (.leastNonzeroMagnitude, "0.000000"),
      (2.2250738585072014e-308, "0.000000"), (123456.789, "123456.789000"),
      (4503599627370495.5, "4503599627370495.500000"),
      (9007199254740991, "9007199254740991.000000"),
      (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
    ] as [(Double, String)])
  func scores(value: Double, expected: String) {
    #expect(printed(score: value) == expected)
  }
}

@Suite(.tags(.oracle)) struct JSONLineOracleTests {
  /// Every scalar of Unicode comes back from Foundation's parser as it was.
  @Test func allOfUnicode() throws {
    for plane in stride(from: UInt32(0), to: 0x11_0000, by: 0x1000) {
      var text = ""
      for value in plane..<plane + 0x1000 {
        if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      }
      var line = JSONLine()
      line.add("k", text)
      let bytes = line.finished()
      let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String]
      let parsed = try #require(object?["k"])
      #expect(Array(parsed.unicodeScalars) == Array(text.unicodeScalars))
      #expect(bytes.count { $0 == 0x0A } == 1)
    }
  }

  /// Scores are printed as the C library prints them, but for the sign of zero.
  @Test func scoresAsPrintf() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var wrong: [String] = []
    for number in 0..<20_000 * TestKnobs.scale {
      let value: Double =
        switch number % 4 {
        case 0: Double.random(in: 0...1, using: &random)
        case 1: Double(Int.random(in: 0...2_000_000, using: &random)) / 2_000_000
        case 2: Double(Int.random(in: 0...1 << 20, using: &random)) / Double(1 << 20)
        default: Double.random(in: -1e6...1e6, using: &random)
        }
      var line = JSONLine()
      line.add("k", score: value)
      var expected = String(format: "%.6f", value)
      if expected == "-0.000000" { expected = "0.000000" }
      let printed = String(decoding: line.finished(), as: UTF8.self)
      if printed != "{\"k\":\(expected)}\n" { wrong.append("\(value): \(printed)") }
    }
    #expect(wrong.isEmpty)
  }
}
