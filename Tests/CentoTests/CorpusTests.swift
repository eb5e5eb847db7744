import Cento
import CentoTestSupport
import Testing

/// A document of this text.
func document(_ id: String, _ text: String) -> Document {
  Document(id: DocumentID(rawValue: id), text: SourceText(text))
}

@Suite(.tags(.unit))
struct CorpusTests {
  private let corpus = Corpus(
    [
      (document("a.txt", "# One\n\nFirst here. And more.\n\n# Two\n\nThe end.\n"), .outline),
      (document("r1", "line one\nline two\n"), .whole),
      (document("r2", "line one\n\n line two"), .lines),
      (document("blank", " \n "), .whole),
    ], threads: 2)

  @Test func idsAtEveryLevel() {
    func ids(_ level: UnitLevel) -> [String] {
      corpus.units(at: level).map { "\($0.passage.id)" }
    }
    #expect(ids(.document) == ["a.txt", "r1", "r2", "blank"])
    #expect(ids(.article) == ["a.txt#1", "a.txt#2", "r1", "r2#1", "blank"])
    #expect(ids(.paragraph) == ["a.txt#1.1", "a.txt#2.1", "r1", "r2#1.1", "r2#1.2", "blank"])
    #expect(
      ids(.sentence) == [
        "a.txt#1.1.1", "a.txt#1.1.2", "a.txt#2.1.1", "r1", "r2#1.1.1", "r2#1.2.1", "blank",
      ])
  }

  @Test func articlesAreNumberedThroughTheCorpus() {
    #expect(corpus.units(at: .paragraph).map(\.article) == [0, 1, 2, 3, 3, 4])
    #expect(corpus.units(at: .paragraph).map(\.document) == [0, 0, 1, 2, 2, 3])
  }

  @Test func aRecordIsTrimmedAndABlankOneHasNoParts() {
    let units = corpus.units(at: .paragraph)
    #expect(units[2].passage.span.scalars == 0..<17)
    #expect(units[4].passage.span.scalars == 11..<19)
    #expect(units[5].passage.parts.isEmpty)
  }
}
