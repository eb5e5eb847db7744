import CentoAlign
import CentoParallel
import CentoTestSupport
import Testing

@Suite struct NeighbourhoodTests {
  private typealias Place = (a: Int, b: Int, length: Int)

  private func areNear(_ x: Place, _ y: Place, _ gap: Int) -> Bool {
    max(x.a, y.a) - min(x.a + x.length, y.a + y.length) <= gap
      && max(x.b, y.b) - min(x.b + x.length, y.b + y.length) <= gap
  }

  @Test(.tags(.laws)) func neighboursOfNeighboursAreTogether() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let neighbourhoods = Neighbourhoods()
    for _ in 0..<(200 * TestKnobs.scale) {
      let spread = Int.random(in: 20...3_000, using: &random)
      let gap = Int.random(in: 0...60, using: &random)
      let places: [Place] = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        (
          Int.random(in: 0..<spread, using: &random),
          10_000 + Int.random(in: 0..<spread, using: &random),
          Int.random(in: 3...20, using: &random)
        )
      }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
      let runs = RawBuffer<Run>(capacity: places.count)
      for place in places {
        runs.append(
          Run(
            a: Int32(place.a), b: Int32(place.b), length: Int32(place.length),
            worth: Int32(7 * place.length)))
      }
      neighbourhoods.find(in: RunRange(runs, 0..<places.count), longestGap: Int32(gap))
      // Told by spreading from each run until nothing is added.
      for start in places.indices {
        var together: Set = [start]
        var waiting = [start]
        while let place = waiting.popLast() {
          for other in places.indices where areNear(places[place], places[other], gap) {
            if together.insert(other).inserted { waiting.append(other) }
          }
        }
        let length = together.reduce(0) { $0 + places[$1].length }
        let total = neighbourhoods.total(start)
        #expect(total.length == length && total.worth == 7 * length)
      }
    }
  }
}
