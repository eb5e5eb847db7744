import CentoJoin
import CentoMatrix
import CentoReference
import CentoTestSupport
import Foundation
import Testing

@Suite("Joins of real paragraphs equal brute force", .tags(.oracle))
struct RealRowTests {
  /// Weighs paragraphs by the reference and compares joins with brute force.
  private func expectEqual(_ paragraphs: [String], sublinear: Bool) throws {
    let units = paragraphs.map { $0.unicodeScalars.map(\.value) }
    let model = TFIDFReference(units, lower: 2, upper: 3, sublinear: sublinear)
    var columns: [[UInt32]: Int] = [:]
    for (column, gram) in model.grams.enumerated() { columns[gram] = column }
    let rows = model.rows.map { row in
      row.map { (column: columns[$0.key] ?? 0, value: $0.value) }.sorted { $0.column < $1.column }
    }
    let matrix = CSRMatrix(columns: columns.count, rows: rows)
    let all = CosineJoinReference.pairs(in: rows, threshold: 0.05)
      .map { ScoredPair(a: $0.0, b: $0.1, cosine: $0.2) }
    for threshold in [0.05, 0.2, 0.5, 0.8, 1] {
      let expected = all.filter { $0.cosine >= threshold }
      for threads in 1...3 {
        let found = try CosineJoin(threshold: threshold).pairs(in: matrix, threads: threads)
        #expect(found == expected, "threshold \(threshold), \(threads) threads")
      }
    }
    let near = try NearestNeighbours(count: 3, floor: 0.05).neighbours(in: matrix, threads: 2)
    let both = all + all.map { ScoredPair(a: $0.b, b: $0.a, cosine: $0.cosine) }
    let byRow = Dictionary(grouping: both, by: \.a)
    for row in rows.indices {
      let best = (byRow[row] ?? []).sorted { (-$0.millionths, $0.b) < (-$1.millionths, $1.b) }
      #expect(near[row] == Array(best.prefix(3)))
    }
  }

  @Test("the founding documents")
  func seeds() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("seeds")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
    try #require(!files.isEmpty)
    let paragraphs = try files.flatMap { name in
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        .split(whereSeparator: \.isNewline).map(String.init)
    }
    try expectEqual(paragraphs, sublinear: false)
  }

  @Test(
    "government reports",
    .enabled(if: TestKnobs.data != nil, "CENTO_DATA is not set: the reports are not compared"))
  func reports() throws {
    let path = try #require(TestKnobs.data) + "/gov_reports/docs.jsonl"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var paragraphs: [String] = []
    for line in text.split(separator: "\n") {
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let body = record?["text"] as? String ?? ""
      paragraphs += body.split(whereSeparator: \.isNewline).map(String.init)
      if paragraphs.count > 1_500 { break }
    }
    try expectEqual(paragraphs, sublinear: true)
  }
}
