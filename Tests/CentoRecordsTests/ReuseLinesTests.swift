import Cento
import CentoRecords
import CentoTestSupport
import Testing

@Suite struct ReuseLinesTests {
  private static let clause = "市场监管部门将持续推进全国统一大市场建设，为各类经营主体提供规范便利统一的登记服务"

  private let corpus: Corpus
  private let units: FoldedUnits

  /// Texts with all that a line may hold: escapes, letters, edits, furniture inside a passage.
  init() {
    let texts = [
      ("a\"甲\".txt", "去年的工作\n\n工作已经结束了。\(Self.clause)。说“好”\t\"完\"\u{1}。"),
      ("b", "##paidbegin##记者问。\(Self.clause.prefix(20))##paidend##\(Self.clause.dropFirst(20))。随后"),
      (
        "c/d.txt",
        "到会。市场监管部门将持续推进\"全省\"统一大市场建设， Apple 为各类经营主体\n提供规范便捷统一的登记服务，共有36个。"
      ),
      ("e", "会上说市场监管部门将持续推进全国统一大市场建设，为各类\u{20000}主体提供规范便利统一的登记服务，共有41个"),
    ]
    let documents = [Corpus.Structure.whole, .outline].flatMap { structure in
      texts.map { id, text in
        let id = DocumentID(rawValue: "\(structure)/" + id)
        return (Document(id: id, text: SourceText(text)), structure)
      }
    }
    corpus = Corpus(documents, threads: 2)
    units = FoldedUnits(of: corpus, at: .paragraph)
  }

  private func side(_ place: ReusedPassage.Place) -> ReuseRecord.Side {
    let id = units.units[place.unit].passage.id
    return ReuseRecord.Side(
      document: id.document.rawValue, unit: "\(id)", span: place.span,
      text: units.text(of: place, in: corpus))
  }

  @Test(.tags(.laws), arguments: [false, true])
  func theBytesAreThoseOfTheRecords(script: Bool) {
    let shared = units.sharedText(in: corpus)
    let lines = ReuseLines(of: units, in: corpus, script: script)
    for passage in shared.passages {
      let found = passage.reuse
      let isIdentical = found.relation == .identical
      let record = ReuseRecord(
        a: side(passage.a), b: side(passage.b), relation: found.relation,
        similarity: found.similarity, tier: found.tier, evidence: found.bits,
        changes: isIdentical ? nil : units.changes(in: passage, of: corpus),
        script: script ? units.script(of: passage).description : nil)
      var bytes: [UInt8] = []
      lines.append(passage, to: &bytes)
      #expect(
        String(decoding: bytes, as: UTF8.self)
          == String(decoding: Record.reuse(record).line, as: UTF8.self))
    }
    #expect(shared.passages.contains { $0.reuse.relation == .identical })
    #expect(shared.passages.contains { !units.changes(in: $0, of: corpus).isEmpty })
    let coverage = units.coverage(of: shared, in: corpus, at: .document)
    #expect(!coverage.pairs.isEmpty)
    for pair in coverage.pairs {
      var bytes: [UInt8] = []
      lines.append(pair, to: &bytes)
      #expect(bytes == Record.coverage(CoverageRecord(pair)).line)
    }
  }
}
