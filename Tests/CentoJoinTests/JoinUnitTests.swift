import CentoJoin
import CentoMatrix
import CentoTestSupport
import Testing

@Suite("Joins by hand", .tags(.unit))
struct JoinUnitTests {
  private let rows = CSRMatrix(
    columns: 3,
    rows: [[(0, 1)], [(0, 0.6), (1, 0.8)], [], [(0, 1)], [(1, 0.8), (2, 0.6)]])

  @Test("three rows that share something")
  func pairs() throws {
    #expect(
      try CosineJoin(threshold: 0.9).pairs(in: rows, threads: 1)
        == [ScoredPair(a: 0, b: 3, cosine: 1)])
    let more = try CosineJoin(threshold: 0.5).pairs(in: rows, threads: 1)
    #expect(more.map { [$0.a, $0.b] } == [[0, 1], [0, 3], [1, 3], [1, 4]])
    #expect(more.map(\.millionths) == [600_000, 1_000_000, 600_000, 640_000])
  }

  @Test("between two sets only cross pairs")
  func between() throws {
    let left = CSRMatrix(columns: 3, rows: [[(2, 1)], [(0, 1)]])
    let pairs = try CosineJoin(threshold: 0.6).pairs(between: left, and: rows, threads: 1)
    #expect(pairs.map { [$0.a, $0.b] } == [[0, 4], [1, 0], [1, 1], [1, 3]])
  }

  @Test("rows that follow one another")
  func someRows() {
    let some = rows.rows(1..<4)
    #expect(some.indptr == [0, 2, 2, 3])
    #expect(some.indices == [0, 1, 0])
    #expect(some.data == [0.6, 0.8, 1])
    #expect(some.columns == 3)
    #expect(rows.rows(2..<2).count == 0)
  }

  @Test("neighbours: the score first, then the earlier row; nothing shared is no neighbour")
  func neighbours() throws {
    let two = try NearestNeighbours(count: 2, floor: nil).neighbours(in: rows, threads: 1)
    #expect(two.map { $0.map(\.b) } == [[3, 1], [4, 0], [], [0, 1], [1]])
    let floor = try NearestNeighbours(count: 2, floor: 0.61).neighbours(in: rows, threads: 1)
    #expect(floor.map { $0.map(\.b) } == [[3], [4], [], [0], [1]])
  }

  @Test("scores are rounded as printf rounds")
  func millionths() {
    func score(_ cosine: Double) -> Int { ScoredPair(a: 0, b: 1, cosine: cosine).millionths }
    #expect(score(1) == 1_000_000)
    #expect(score(0) == 0)
    #expect(score(0.9999994) == 999_999)
    #expect(score(0.9999996) == 1_000_000)
    // 1/128 and 3/128 are true halves: they go to the even digit.
    #expect(score(0.0078125) == 7_812)
    #expect(score(0.0234375) == 23_438)
    #expect(score(0.4 / 1_000_000) == 0)
    #expect(score(0.7071067811865476) == 707_107)
  }

  @Test("impossible wishes and rows are refused")
  func errors() throws {
    #expect(throws: JoinError.threshold(1.5)) { try CosineJoin(threshold: 1.5) }
    #expect(throws: JoinError.threshold(0)) { try CosineJoin(threshold: 0) }
    #expect(throws: JoinError.self) { try CosineJoin(threshold: .nan) }
    #expect(throws: JoinError.neighbours(0)) { try NearestNeighbours(count: 0, floor: nil) }
    #expect(throws: JoinError.floor(2)) { try NearestNeighbours(count: 1, floor: 2) }
    let join = try CosineJoin(threshold: 0.5)
    let long = CSRMatrix(columns: 2, rows: [[(0, 1)], [(0, 1), (1, 1)]])
    #expect(throws: JoinError.notNormalized(row: 1)) { try join.pairs(in: long, threads: 1) }
    let negative = CSRMatrix(columns: 1, rows: [[(0, -1)]])
    #expect(throws: JoinError.negative(row: 0)) { try join.pairs(in: negative, threads: 1) }
    let other = CSRMatrix(columns: 1, rows: [[(0, 1)]])
    #expect(throws: JoinError.columns(3, 1)) {
      try join.pairs(between: rows, and: other, threads: 1)
    }
  }

  @Test("no rows, and rows without columns, are no pairs")
  func empty() throws {
    let none = CSRMatrix(columns: 0, rows: [])
    let blank = CSRMatrix(columns: 0, rows: [[], []])
    let join = try CosineJoin(threshold: 0.1)
    #expect(try join.pairs(in: none, threads: 2).isEmpty)
    #expect(try join.pairs(in: blank, threads: 2).isEmpty)
    let nearest = try NearestNeighbours(count: 3, floor: nil)
    #expect(nearest.neighbours(in: blank, threads: 2) == [[], []])
  }
}
