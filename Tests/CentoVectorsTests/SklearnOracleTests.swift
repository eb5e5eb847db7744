import CentoGrams
import CentoMatrix
import CentoTestSupport
import CentoVectors
import Testing

/// One case that scikit-learn answered.
struct RecordedCase: Sendable, CustomTestStringConvertible {
  let name: String
  let lower: Int
  let upper: Int
  let sublinear: Bool
  let units: [String]
  let grams: [String]
  let rowIndptr: [Int]
  let rowColumns: [Int]
  let rowWeights: [Double]
  let others: [String]
  let otherIndptr: [Int]
  let otherColumns: [Int]
  let otherWeights: [Double]

  var testDescription: String { name }
}

/// The scalars of a string.
func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

@Suite("scikit-learn's recorded answers", .tags(.oracle))
struct SklearnOracleTests {
  @Test("rows, columns and transformed rows are scikit-learn's", arguments: RecordedTFIDF.all)
  func equalsSklearn(recorded: RecordedCase) throws {
    let (model, rows) = try TFIDFModel.fit(
      count: recorded.units.count,
      options: .init(
        ngrams: NGramRange(recorded.lower, recorded.upper),
        termFrequency: recorded.sublinear ? .sublinear : .raw),
      threads: 2, text: { scalars(recorded.units[$0]) })

    #expect(model.documents == recorded.units.count)
    // Strings that differ in code points may be equal in Swift: compare scalars.
    #expect((0..<model.terms).map { scalars(model.gram(at: $0)) } == recorded.grams.map(scalars))
    #expect(rows.indptr == recorded.rowIndptr)
    #expect(rows.indices.map(Int.init) == recorded.rowColumns)
    #expect(close(rows.data, recorded.rowWeights))

    let other = model.transform(
      count: recorded.others.count, threads: 2, text: { scalars(recorded.others[$0]) })
    #expect(other.indptr == recorded.otherIndptr)
    #expect(other.indices.map(Int.init) == recorded.otherColumns)
    #expect(close(other.data, recorded.otherWeights))
  }

  /// Far stricter than the 10^-6 that is promised: the recorded figures have 12 digits.
  private func close(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-11 }
  }
}
