import Cento
import CentoReference
import CentoTestSupport
import Glibc
import Testing

/// The promise of exact runs, on the founding texts, against the table of all pairs.
@Suite struct ExactRunSeedsTests {
  private static let names = [
    "000_57b0af0e3a06c57a", "001_9409596d0de7a529", "002_a1d51777f6f77122",
    "003_649c9e52e842f151", "004_a382a8f7e35bd35c",
  ]

  private func text(ofSeed name: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = unsafe try #require(fopen("/\(root)/seeds/\(name).txt", "rb"))
    defer { unsafe _ = fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private func isSign(_ scalar: UInt32) -> Bool { ScalarClass(of: scalar).isWordlike }

  /// The windows of 13 signs of a text.
  private func windows(_ scalars: [UInt32]) -> Set<[UInt32]> {
    let signs = scalars.filter(isSign)
    guard signs.count >= 13 else { return [] }
    return Set((0...signs.count - 13).map { Array(signs[$0..<$0 + 13]) })
  }

  /// Whether six words may stand in a row.
  private func hasWords(_ scalars: [UInt32]) -> Bool {
    var words = 0
    var isInWord = false
    for scalar in scalars {
      let kind = ScalarClass(of: scalar)
      if kind.isUnspaced { words = 0 } else if kind.isWordlike, !isInWord { words += 1 }
      isInWord = kind.isWordlike && !kind.isUnspaced
      if words == 6 { return true }
    }
    return false
  }

  @Test(.tags(.oracle), arguments: [false, true]) func everyRunOfTheSeeds(within: Bool) throws {
    let corpus = Corpus(try Self.names.map { document("\($0)", try text(ofSeed: $0)) })
    let units = FoldedUnits(of: corpus, at: .paragraph)
    let texts = units.reuseTexts(in: corpus)
    var options = ReuseOptions()
    options.exactRun = ExactRun()
    options.within = within
    let findings = ReuseSearch(options: options).findings(in: texts, threads: 2)
    let windows = texts.map { self.windows($0.scalars) }
    let hasWords = texts.map { self.hasWords($0.scalars) }
    var runs = 0
    var missing = 0
    for i in texts.indices {
      for j in i..<texts.count where within || texts[i].article != texts[j].article {
        let mayShare =
          i == j || !windows[i].isDisjoint(with: windows[j]) || hasWords[i] && hasWords[j]
        guard mayShare else { continue }
        let expected = Reference.exactRuns(
          texts[i].scalars, texts[j].scalars, isSame: i == j, signs: 13, words: 6)
        for run in expected {
          runs += 1
          let isTold =
            findings.reuses.contains {
              $0.a.text == i && $0.b.text == j && holds($0.a, run.a) && holds($0.b, run.b)
            }
            || findings.families.contains { family in
              family.members.contains { $0.text == i && holds($0, run.a) }
                && family.members.contains { $0.text == j && holds($0, run.b) }
            }
          if !isTold { missing += 1 }
        }
      }
    }
    #expect(runs >= 10)
    #expect(missing == 0)
  }

  private func holds(_ place: ReusePlace, _ range: Range<Int>) -> Bool {
    let span = place.span.scalars
    return span.lowerBound <= range.lowerBound && range.upperBound <= span.upperBound
  }
}
