import CCentoKernels
import CentoTestSupport
import Testing

/// The kernels of the join, one instruction set beside the other.
@Suite struct JoinKernelTests {
  /// The sets of this processor, the plainest first.
  private static let sets: [cento_join_set] = (0..<3).map { cento_join_kernels($0) }
    .filter { unsafe $0.add != nil }

  @Test(.tags(.unit)) func listsAreReadAsFarAsNormsReach() {
    let postings = [(2, 16_384, 30_000), (0, 8_192, 20_000), (1, 32_768, 10_000)].map {
      cento_posting(row: $0.0, weight: $0.1, below: $0.2)
    }
    let lists = [
      cento_list(start: 0, end: 3, weight: 16_384, least: 20_000),
      cento_list(start: 1, end: 3, weight: 1, least: 0),
    ]
    for kernels in Self.sets {
      var sums: [UInt16] = [0, 0, 100]
      unsafe kernels.add?(&sums, postings, lists, 2)
      #expect(sums == [4_098, 2, 8_293])
    }
  }

  @Test(.tags(.oracle)) func sumsAreLookedThroughOneByOne() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for count in [0, 1, 127, 128, 129, 700] {
      for from in [0, 1, 130] where from <= count {
        let before = (0..<count + 3).map { _ in
          Int.random(in: 0..<40, using: &random) > 0
            ? 0 : UInt16.random(in: 0...65_535, using: &random)
        }
        for least in [1, 32_768, 65_535] as [UInt16] {
          let expected = (from..<count).filter { before[$0] >= least }.map { UInt32($0) }
          let after = before.indices.map { (from..<count).contains($0) ? 0 : before[$0] }
          for kernels in Self.sets {
            var (sums, met) = (before, [UInt32](repeating: 9, count: count + 1))
            let found = unsafe kernels.collect?(&sums, from, count, least, &met) ?? -1
            #expect(Array(met.prefix(found)) == expected)
            #expect(sums == after)
          }
        }
      }
    }
  }
}
