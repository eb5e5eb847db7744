import Cento
import CentoRecords
import CentoTestSupport
import Testing

/// The exact bytes of every record of the contract.
@Suite(.tags(.unit)) struct RecordTests {
  private let span = SourceSpan(scalars: 3..<9, bytes: 9..<27)

  private func printed(_ record: Record) -> String {
    String(decoding: record.line, as: UTF8.self)
  }

  @Test func header() {
    let record = Record.header(
      command: "pairs",
      parameters: [
        ("unit", .string("paragraph")), ("ngrams", .array([.int(2), .int(3)])),
        ("threshold", .number(0.8)), ("seed", .null), ("sorted", .bool(true)),
        ("tiers", .object([("passage", .number(1e-7)), ("other", .bool(false))])),
        ("none", .array([])), ("empty", .object([])), ("after", .int(-1)),
      ])
    #expect(
      printed(record)
        == #"{"type":"cento","schema":1,"version":"0.1.0","command":"pairs","parameters":{"#
        + #""unit":"paragraph","ngrams":[2,3],"threshold":0.8,"seed":null,"sorted":true,"#
        + #""tiers":{"passage":1e-07,"other":false},"none":[],"empty":{},"after":-1}}"# + "\n")
    #expect(
      printed(.header(command: "scan", parameters: []))
        == #"{"type":"cento","schema":1,"version":"0.1.0","command":"scan","parameters":{}}"# + "\n"
    )
  }

  @Test func pairLinesAreTheBytesOfPairs() {
    let names = ["a.txt#1.1", "\"b\"\n.txt", "丙", ""]
    let lines = PairLines(units: 5) { $0 < 4 ? names[$0] : nil }
    for (a, b, cosine) in [(0, 1, 1.0), (2, 0, 0.1234565), (3, 2, 0.8)] {
      var bytes: [UInt8] = []
      lines.append(a, b, cosine: cosine, to: &bytes)
      #expect(bytes == Record.pair(PairRecord(a: names[a], b: names[b], cosine: cosine)).line)
    }
  }

  @Test func document() {
    let record = DocumentRecord(
      id: "seeds/001.txt", encoding: "utf-8", sha256: "90ab", scalars: 62476, bytes: 181_275,
      articles: 53)
    #expect(
      printed(.document(record))
        == #"{"type":"document","id":"seeds/001.txt","encoding":"utf-8","sha256":"90ab","#
        + #""scalars":62476,"bytes":181275,"articles":53}"# + "\n")
  }

  @Test func article() {
    var record = ArticleRecord(
      id: "a.txt#2", document: "a.txt", title: "关于“放管服”的报告", span: span, paragraphs: 3)
    #expect(
      printed(.article(record))
        == #"{"type":"article","id":"a.txt#2","document":"a.txt","title":"关于“放管服”的报告","#
        + #""scalars":[3,9],"bytes":[9,27],"paragraphs":3}"# + "\n")
    record.title = nil
    #expect(
      printed(.article(record))
        == #"{"type":"article","id":"a.txt#2","document":"a.txt","title":null,"#
        + #""scalars":[3,9],"bytes":[9,27],"paragraphs":3}"# + "\n")
  }

  @Test(
    arguments: [
      (ElementRecord.Kind.title, nil, #""title","id":null"#),
      (.heading, nil, #""heading","id":null"#),
      (.paragraph, "a.txt#1.2", #""paragraph","id":"a.txt#1.2""#),
    ] as [(ElementRecord.Kind, String?, String)])
  func elements(kind: ElementRecord.Kind, id: String?, start: String) {
    let record = ElementRecord(
      kind: kind, id: id, document: "a.txt", article: "a.txt#1", span: span)
    #expect(
      printed(.element(record))
        == "{\"type\":" + start
        + #","document":"a.txt","article":"a.txt#1","scalars":[3,9],"bytes":[9,27]}"# + "\n")
  }

  @Test(
    arguments: zip(
      [Furniture.contents, .title, .count, .mark, .advert, .password, .page, .other],
      ["contents", "title", "count", "mark", "advert", "password", "page", "other"]))
  func furniture(kind: Furniture, name: String) {
    #expect(
      printed(.furniture(FurnitureRecord(kind: kind, document: "a.txt", span: span)))
        == #"{"type":"furniture","kind":"\#(name)","document":"a.txt","scalars":[3,9],"#
        + #""bytes":[9,27]}"# + "\n")
  }

  @Test func pair() {
    #expect(
      printed(.pair(PairRecord(a: "a.txt#1.1", b: "b.txt#1.4", cosine: 0.9123454)))
        == #"{"type":"pair","a":"a.txt#1.1","b":"b.txt#1.4","cosine":0.912345}"# + "\n")
  }

  @Test(arguments: [
    ("identical", "passage"), ("near", "quotation"), ("edited", "formula"),
  ])
  func reuse(relation: String, tier: String) throws {
    let record = ReuseRecord(
      a: .init(document: "a", unit: "a#1.1", span: span, text: "甲\n乙"),
      b: .init(
        document: "b", unit: "b#2", span: SourceSpan(scalars: 0..<1, bytes: 0..<3), text: "丙"),
      relation: try #require(.init(rawValue: relation)), similarity: 0.97,
      tier: try #require(.init(rawValue: tier)), evidence: 74.25)
    #expect(
      printed(.reuse(record))
        == #"{"type":"reuse","a":{"document":"a","unit":"a#1.1","scalars":[3,9],"bytes":[9,27],"#
        + #""text":"甲\n乙"},"b":{"document":"b","unit":"b#2","scalars":[0,1],"bytes":[0,3],"#
        + #""text":"丙"},"relation":"\#(relation)","similarity":0.970000,"tier":"\#(tier)","#
        + "\"evidence\":74.250000}\n")
  }

  @Test func reuseWithChangesAndScript() {
    let side = ReuseRecord.Side(document: "a", unit: "a#1.1", span: span, text: "甲")
    var record = ReuseRecord(
      a: side, b: side, relation: .near, similarity: 0.9, tier: .passage, evidence: 60)
    record.changes = []
    #expect(printed(.reuse(record)).hasSuffix(#""evidence":60.000000,"changes":[]}"# + "\n"))
    record.script = "12=1X3I"
    #expect(
      printed(.reuse(record)).hasSuffix(
        #""evidence":60.000000,"changes":[],"script":"12=1X3I"}"# + "\n"))
  }

  @Test func familyMembersWithDates() throws {
    let date = CalendarDate(year: 2024, month: 5, day: 1)
    let member = FamilyRecord.Member(document: "a", unit: "a#1.1", span: span, date: date)
    let record = FamilyRecord(family: 1, tier: .passage, text: "段", members: [member])
    #expect(
      printed(.family(record)).hasSuffix(
        #""scalars":[3,9],"bytes":[9,27],"date":"2024-05-01"}]}"# + "\n"))
  }

  @Test func merge() {
    let record = MergeRecord(
      node: 13, first: 3, second: 12, size: 20, height: 1.0625, label: ["公平竞争"])
    #expect(
      printed(.merge(record))
        == #"{"type":"merge","node":13,"first":3,"second":12,"size":20,"height":1.062500,"#
        + #""label":["公平竞争"]}"# + "\n")
  }

  @Test func evidenceOfAFamily() {
    let side = EvidenceRecord.Side(unit: "a#1.1", span: span)
    #expect(
      printed(.evidence(EvidenceRecord(a: side, b: side, tier: .formula, places: 51)))
        == #"{"type":"evidence","a":{"unit":"a#1.1","scalars":[3,9],"bytes":[9,27]},"#
        + #""b":{"unit":"a#1.1","scalars":[3,9],"bytes":[9,27]},"tier":"formula","#
        + #""reason":"family","sources":51,"bits":null,"minimum":null,"surcharge":null,"#
        + #""pieces":[],"script":null,"changes":[]}"# + "\n")
  }

  @Test func summaryWithShares() {
    let record = SummaryRecord(
      documents: 1, units: 2, empty: 0, ignored: 0, results: 1, errors: 0,
      more: [("passages", 1)], shares: [("copied", 0.41)])
    #expect(
      printed(.summary(record))
        == #"{"type":"summary","documents":1,"units":2,"empty":0,"ignored":0,"results":1,"#
        + #""errors":0,"passages":1,"copied":0.410000}"# + "\n")
  }

  @Test func coverage() throws {
    let texts = ["今天会议讨论了许多问题并形成了决议", "今天会议讨论了许多问题并形成了决议"]
    let corpus = Corpus(
      texts.enumerated().map { place, text in
        (Document(id: DocumentID(rawValue: "\(place)"), text: SourceText(text)), .whole)
      }, threads: 1)
    let units = FoldedUnits(of: corpus, at: .document)
    let found = units.coverage(of: units.sharedText(in: corpus), in: corpus, at: .document)
    #expect(
      printed(.coverage(CoverageRecord(try #require(found.pairs.first))))
        == #"{"type":"coverage","a":"0","b":"1","a_in_b":1.000000,"b_in_a":1.000000,"#
        + #""scalars_a":17,"scalars_b":17}"# + "\n")
    #expect(
      printed(.copied(CopiedRecord(try #require(found.copied.first))))
        == #"{"type":"copied","id":"0","scalars":17,"total":1.000000,"#
        + #""without_quotations":1.000000,"largest":1.000000,"largest_source":"1"}"# + "\n")
  }

  @Test func family() {
    let member = FamilyRecord.Member(document: "a", unit: "a#1.1", span: span)
    let record = FamilyRecord(
      family: 1, tier: .passage, text: "段落", members: [member, member])
    let printedMember =
      #"{"document":"a","unit":"a#1.1","scalars":[3,9],"bytes":[9,27]}"#
    #expect(
      printed(.family(record))
        == #"{"type":"family","family":1,"tier":"passage","text":"段落","members":["#
        + printedMember + "," + printedMember + "]}\n")
  }

  @Test func group() {
    let record = GroupRecord(
      group: 1, representative: "a#1", members: ["a#1", "b#1"], weakest: 0.83)
    #expect(
      printed(.group(record))
        == #"{"type":"group","group":1,"representative":"a#1","members":["a#1","b#1"],"#
        + #""weakest":0.830000}"# + "\n")
  }

  @Test func dropped() {
    let record = Record.dropped(DroppedRecord(id: "b\"", kept: "a#1", cosine: 0.8300004))
    #expect(
      printed(record) == #"{"type":"dropped","id":"b\"","kept":"a#1","cosine":0.830000}"# + "\n")
  }

  @Test func cluster() {
    let record = ClusterRecord(
      cluster: 1, size: 7, label: ["税务", "纳税人"], representative: "a#1")
    #expect(
      printed(.cluster(record))
        == #"{"type":"cluster","cluster":1,"size":7,"label":["税务","纳税人"],"#
        + #""representative":"a#1"}"# + "\n")
  }

  @Test func member() {
    #expect(
      printed(.member(MemberRecord(id: "a#1", cluster: 1, confidence: 0.71, second: 4)))
        == #"{"type":"member","id":"a#1","cluster":1,"confidence":0.710000,"second":4}"# + "\n")
    #expect(
      printed(.member(MemberRecord(id: "a#1", cluster: 1, confidence: 1, second: nil)))
        == #"{"type":"member","id":"a#1","cluster":1,"confidence":1.000000,"second":null}"# + "\n")
  }

  @Test func errors() {
    #expect(
      printed(.error(ErrorRecord(file: "a.jsonl", place: .line(3), message: "no `id`.")))
        == #"{"type":"error","file":"a.jsonl","line":3,"message":"no `id`."}"# + "\n")
    #expect(
      printed(.error(ErrorRecord(file: "a.txt", place: .byte(10312), message: "invalid UTF-8")))
        == #"{"type":"error","file":"a.txt","byte":10312,"message":"invalid UTF-8"}"# + "\n")
    #expect(
      printed(.error(ErrorRecord(file: "a.txt", message: "empty")))
        == #"{"type":"error","file":"a.txt","message":"empty"}"# + "\n")
    #expect(
      printed(.error(ErrorRecord(file: nil, message: "m")))
        == #"{"type":"error","file":null,"message":"m"}"# + "\n")
  }

  @Test func summary() {
    let record = SummaryRecord(
      documents: 5, units: 397, empty: 0, ignored: 2, results: 3, errors: 0,
      more: [("clusters", 7)])
    #expect(
      printed(.summary(record))
        == #"{"type":"summary","documents":5,"units":397,"empty":0,"ignored":2,"results":3,"#
        + #""errors":0,"clusters":7}"# + "\n")
    #expect(
      printed(.summary(counts: [("documents", 1)]))
        == #"{"type":"summary","documents":1}"# + "\n")
  }

  @Test func recordsFollowEachOther() {
    var bytes = Array("before\n".utf8)
    Record.pair(PairRecord(a: "a", b: "b", cosine: 1)).write(into: &bytes)
    Record.summary(counts: []).write(into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "before\n" + #"{"type":"pair","a":"a","b":"b","cosine":1.000000}"# + "\n"
        + #"{"type":"summary"}"# + "\n")
  }
}
