import CentoClusters
import CentoMatrix
import CentoTestSupport
import Testing

@Suite("Topics from given vectors")
struct GivenVectorsTests {
  /// Twelve texts of one subject, and vectors that tell three heaps apart: unit i is of heap i % 3.
  private func sample(scale: Double = 1) -> (texts: [[UInt32]], vectors: DenseMatrix) {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = shelf(subjects: [english[0]], each: 12, separator: ", ", stream: 9)
    var vectors = DenseMatrix(rows: 12, columns: 5)
    for row in 0..<12 {
      for column in 0..<5 {
        let noise = Double.random(in: -0.1...0.1, using: &random)
        vectors[row, column] = scale * (noise + (column == row % 3 ? 1 : 0))
      }
    }
    return (texts, vectors)
  }

  private func topics(_ texts: [[UInt32]], _ vectors: DenseMatrix) throws -> Topics {
    try TopicModel(options: TopicOptions(clusters: .fixed(3), seed: 1, threads: 2))
      .topicsAndSpace(of: texts, vectors: vectors).topics
  }

  @Test("The vectors decide, of whatever length", .tags(.unit), arguments: [1, 1e-200, 1e200])
  func vectorsDecide(scale: Double) throws {
    let (texts, vectors) = sample(scale: scale)
    let found = try topics(texts, vectors)
    #expect(found.clusters.map(\.members) == [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]])
    #expect(found.confidence.allSatisfy { $0 > 0.5 })
  }

  @Test("Equal texts with other vectors stay apart", .tags(.unit))
  func equalTexts() throws {
    let (_, vectors) = sample()
    let found = try topics([[UInt32]](repeating: [], count: 12), vectors)
    #expect(found.clusters.map(\.members) == [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]])
    #expect(found.clusters.allSatisfy { $0.label.isEmpty })
  }

  @Test("A row of zeros belongs nowhere", .tags(.unit))
  func zeros() throws {
    var (texts, vectors) = sample()
    for column in 0..<5 { vectors[4, column] = 0 }
    let found = try topics(texts, vectors)
    #expect(found.confidence[4] == 0)
    #expect(found.second[4] == nil)
    #expect(try topics(texts, DenseMatrix(rows: 12, columns: 5)).clusters.count == 3)
  }

  @Test("The order of the units does not matter", .tags(.laws))
  func order() throws {
    let (texts, vectors) = sample()
    let reversed = DenseMatrix(
      rows: 12, columns: 5, data: (0..<12).reversed().flatMap { vectors.row($0) })
    let one = try topics(texts, vectors)
    let other = try topics(Array(texts.reversed()), reversed)
    let mapped = other.clusters.map { $0.members.map { 11 - $0 }.sorted() }
    #expect(Set(one.clusters.map(\.members)) == Set(mapped))
    #expect(one.confidence == Array(other.confidence.reversed()))
  }

  @Test("One row for each unit", .tags(.survival))
  func rows() {
    let (texts, vectors) = sample()
    #expect(throws: ClusterError.vectors(rows: 12, units: 11)) {
      try topics(Array(texts.dropLast()), vectors)
    }
  }
}
