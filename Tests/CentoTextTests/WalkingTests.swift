import CentoTestSupport
import CentoText
import Testing

/// Text walked from known places.
@Suite struct WalkingTests {
  private func text(_ random: inout SeededGenerator) -> [Unicode.Scalar] {
    let signs = Array("aé中😀 \u{3000}\n\u{A0}\u{2003}龥ꀀ䷀4。\u{85}\u{1680}".unicodeScalars)
    let count = Int.random(in: 0..<900, using: &random)
    return (0..<count).map { _ in
      Int.random(in: 0..<3, using: &random) == 0
        ? signs[Int.random(in: signs.indices, using: &random)] : "文"
    }
  }

  private func source(_ scalars: [Unicode.Scalar]) -> SourceText {
    SourceText(String(String.UnicodeScalarView(scalars)))
  }

  @Test(.tags(.laws)) func anOffsetDoesNotDependOnWhereItIsCountedFrom() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<(200 * TestKnobs.scale) {
      let text = source(text(&random))
      for _ in 0..<20 {
        let from = Int.random(in: 0...text.scalarCount, using: &random)
        let to = Int.random(in: 0...text.scalarCount, using: &random)
        let known = (scalar: from, byte: text.byteOffset(ofScalar: from))
        #expect(text.byteOffset(ofScalar: to, from: known) == text.byteOffset(ofScalar: to))
      }
    }
  }

  @Test(.tags(.laws)) func solidRunsAreAllButTheWhiteSpace() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<(200 * TestKnobs.scale) {
      let scalars = text(&random)
      let text = source(scalars)
      let low = Int.random(in: 0...scalars.count, using: &random)
      let high = Int.random(in: low...scalars.count, using: &random)
      let span = text.span(scalars: low..<high)
      var places: [Int] = []
      var ends: [Int] = []
      text.forEachSolidRun(in: span) { run in
        #expect(!run.isEmpty)
        places += run
        ends += [run.lowerBound, run.upperBound]
      }
      #expect(places == (low..<high).filter { !scalars[$0].properties.isWhitespace })
      #expect(Set(ends).count == ends.count)
      #expect(text.scalars(in: span) == scalars[low..<high].map(\.value))
    }
  }

  @Test(
    .tags(.unit),
    arguments: [
      (0, "0"), (7, "7"), (10, "10"), (99_999_999, "99999999"), (100_000_000, "100000000"),
      (1_000_000_005, "1000000005"), (-40, "-40"), (.max, "9223372036854775807"),
      (.min, "-9223372036854775808"), (10_000_000_000_000_000, "10000000000000000"),
    ] as [(Int, String)])
  func decimalDigits(value: Int, expected: String) {
    var bytes: [UInt8] = [0x3D]
    bytes.append(decimal: value)
    #expect(String(decoding: bytes, as: UTF8.self) == "=" + expected)
  }

  @Test(
    .tags(.unit),
    arguments: [
      (0, 6, "000000"), (42, 6, "000042"), (1_234_567, 6, "1234567"), (5, 12, "000000000005"),
      (123_456_789, 12, "000123456789"), (0, 1, "0"),
    ] as [(UInt64, Int, String)])
  func atLeastSoManyDigits(value: UInt64, digits: Int, expected: String) {
    var bytes: [UInt8] = []
    bytes.append(decimal: value, digits: digits)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }
}
