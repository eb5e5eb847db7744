import CentoClusters
import CentoMatrix
import CentoTestSupport
import Testing

@Suite struct TopicMapTests {
  /// Rows of length 1 in three heaps, `count` in all, heap after heap.
  private func heaps(_ count: Int) -> DenseMatrix {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    var points = DenseMatrix(rows: count, columns: 12)
    for row in 0..<count {
      for column in 0..<12 {
        points[row, column] = Double.random(in: -0.15...0.15, using: &generator)
      }
      points[row, row * 3 / count] += 1
      let length = points.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot()
      for column in 0..<12 { points[row, column] /= length }
    }
    return points
  }

  @Test(.tags(.laws)) func heapsStayHeaps() {
    let places = TopicMap(threads: 1).places(of: heaps(150))
    for row in places.indices {
      let nearest = places.indices.filter { $0 != row }.min {
        let (a, b) = (places[$0] - places[row], places[$1] - places[row])
        return (a * a).sum() < (b * b).sum()
      }
      #expect((nearest ?? 0) / 50 == row / 50)
      #expect(abs(places[row].x) <= 1.000001 && abs(places[row].y) <= 1.000001)
    }
    #expect(TopicMap(threads: 3).places(of: heaps(150)) == places)
  }

  @Test(.tags(.survival), arguments: [0, 1, 2, 3, 4, 20]) func fewAndEqualRows(count: Int) {
    let equal = DenseMatrix(
      rows: count, columns: 2, data: (0..<count).flatMap { _ in [1.0, 0.0] })
    for points in [equal, DenseMatrix(rows: count, columns: 0), heaps(count)] {
      let places = TopicMap(threads: 2).places(of: points)
      #expect(places.count == count)
      #expect(places.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }
  }

  private func topics() throws -> (topics: Topics, space: TopicSpace) {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let themes = ["river bridge flood water valley ferry", "violin opera choir melody tempo organ"]
      .map { $0.split(separator: " ") }
    var texts = (0..<30).map { number in
      let words = (0..<20).map { _ in themes[number % 2].randomElement(using: &generator) ?? "a" }
      return words.joined(separator: " ").unicodeScalars.map(\.value)
    }
    texts += [texts[0], []]
    return try TopicModel(options: TopicOptions(clusters: .fixed(2))).topicsAndSpace(of: texts)
  }

  @Test(.tags(.laws)) func theLineHoldsEveryTextOnce() throws {
    let (topics, space) = try topics()
    let order = TopicOrder(topics: topics, space: space)
    #expect(order.units.sorted() == Array(0..<30))
    #expect(order.sizes.reduce(0, +) == 30 && order.clusters == [0, 1])
    #expect(order.units.prefix(order.sizes[0]).allSatisfy { topics.assignments[$0] == 0 })
    #expect(space.rows[30] == space.rows[0] && space.rows[31] == nil)
  }

  @Test(.tags(.oracle)) func shadesAreMeansOfCosines() throws {
    let (topics, space) = try topics()
    let order = TopicOrder(topics: topics, space: space)
    func cosine(_ a: Int, _ b: Int) -> Double {
      guard let x = space.rows[order.units[a]], let y = space.rows[order.units[b]] else { return 9 }
      return zip(space.points.row(x), space.points.row(y)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let all = order.similarities(bins: 30, threads: 2)
    let three = order.similarities(bins: 10, threads: 1)
    for a in 0..<30 {
      for b in 0..<30 { #expect(abs(all[a * 30 + b] - cosine(a, b)) < 1e-12) }
    }
    for a in 0..<10 {
      for b in 0..<10 {
        var sum = 0.0
        for x in 0..<3 { for y in 0..<3 { sum += cosine(a * 3 + x, b * 3 + y) } }
        #expect(abs(three[a * 10 + b] - sum / 9) < 1e-12)
      }
    }
  }
}
