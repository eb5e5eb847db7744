import CentoBench
import CentoTestSupport
import CentoText
import Testing

private let header =
  #"{"type":"cento","schema":1,"version":"0.1.0","command":"bench make","parameters":{}}"# + "\n"

@Suite(.tags(.unit)) struct TruthTests {
  @Test func aLineIsRead() throws {
    let line =
      #"{"type":"plant","a":{"id":"r1","scalars":[0,4],"bytes":[0,12]},"b":{"id":"r\"\u4e2d","#
      + #""scalars":[3,7],"bytes":[9,21]},"kind":"masking","rate":0.05,"#
      + #""shape":"paragraph","origin":"source"}"#
    let plants = try TruthFile.plants(in: Array((header + line).utf8))
    #expect(
      plants == [
        Plant(
          a: Plant.Side(
            document: DocumentID(rawValue: "r1"), span: SourceSpan(scalars: 0..<4, bytes: 0..<12)),
          b: Plant.Side(
            document: DocumentID(rawValue: "r\"中"), span: SourceSpan(scalars: 3..<7, bytes: 9..<21)
          ), kind: .masking, ratePerMille: 50, shape: .paragraph, origin: .source)
      ])
  }

  @Test func truthThatDoesNotFitItsCorpus() {
    let span = SourceSpan(scalars: 0..<40, bytes: 0..<40)
    let plant = Plant(
      a: Plant.Side(document: DocumentID(rawValue: "r1"), span: span),
      b: Plant.Side(document: DocumentID(rawValue: "r2"), span: span), kind: .verbatim,
      ratePerMille: 0)
    #expect(throws: Never.self) { try TruthFile.check([plant]) { _ in 40 } }
    #expect(throws: BenchError.self) { try TruthFile.check([plant]) { _ in 39 } }
    #expect(throws: BenchError.self) {
      try TruthFile.check([plant]) { $0.rawValue == "r1" ? 40 : nil }
    }
  }

  @Test(
    arguments: [
      "", "x", "{", "[]", "{\"type\":1}", #"{"type":"plant"}"#,
      #"{"type":"plant","a":{"id":"r1","scalars":[4,0],"bytes":[0,12]},"b":{},"kind":"x","rate":1}"#,
      String(repeating: "[", count: 100_000), #"{"type":"pla"#, #"{"type":"\ud800"}"#,
    ]) func damagedLinesAreNamed(line: String)
  {
    let bytes = Array((header + line).utf8)
    if line.isEmpty {
      #expect((try? TruthFile.plants(in: bytes)) == [])
    } else {
      #expect { try TruthFile.plants(in: bytes) } throws: { error in
        guard case .badTruth(line: 2, _)? = error as? BenchError else { return false }
        return true
      }
    }
    #expect(throws: BenchError.self) { try TruthFile.plants(in: Array(line.utf8)) }
  }
}
