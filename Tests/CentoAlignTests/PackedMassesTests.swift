import CentoAlign
import CentoParallel
import CentoTestSupport
import Testing

/// Masses of any size come out of their packing as they went in.
struct PackedMassesTests {
  @Test(.tags(.laws)) func massesOfAllSizes() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let edges = [
      0, 1, 127, 128, 16_383, 16_384, 65_534, 65_535, 65_536, 2_097_151, 2_097_152, 268_435_456,
      Int(UInt32.max),
    ]
    var row = MassRow(count: 500)
    let scratch = RawBuffer<UInt8>()
    for round in 0..<20 {
      row.clear(threads: 1)
      var masses = [Int](repeating: 0, count: 500)
      for place in masses.indices where Int.random(in: 0...4, using: &random) < round % 6 {
        masses[place] =
          round < 10
          ? edges[Int.random(in: 0..<13, using: &random)] : Int.random(in: 0...300, using: &random)
      }
      // Two tasks, whose places are mixed.
      var lists: [[UInt64]] = [[], []]
      for place in masses.indices.shuffled(using: &random) where masses[place] > 0 {
        row.writer.set(place, to: masses[place], &lists[place % 2])
      }
      row.add(lists)
      for range in [0..<500, 0..<1, 7..<8, 13..<250, 499..<500, 100..<108] {
        var reader = PackedMasses(range, of: row, scratch).reader(of: range)
        for place in range {
          #expect(reader.mass(at: place - range.lowerBound) == UInt32(masses[place]))
        }
      }
    }
  }
}
