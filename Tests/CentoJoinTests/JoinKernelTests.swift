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

  @Test(.tags(.oracle)) func windowsOfListsAreFoundAndAdded() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for rows in [1, 40, 3000, 131_072] {
      // Short lists, long ones, and ones whose rows stand together.
      var (postings, lists): ([UInt32], [Range<Int>]) = ([], [])
      for number in 0..<20 {
        let start = postings.count
        let span = number % 3 == 0 ? 0..<rows : 0..<max(1, rows / 50)
        let share = Double.random(in: 0...1, using: &random)
        for row in span where Double.random(in: 0..<1, using: &random) < share * share {
          postings.append(UInt32(row) << 15 | UInt32.random(in: 0..<32_768, using: &random))
        }
        lists.append(start..<postings.count)
      }
      for first in [0, rows / 100, rows / 2, rows - 1] {
        var (windows, expected): ([cento_window], [UInt16]) = ([], Array(repeating: 0, count: rows))
        var order: [UInt32] = []
        for list in lists where !list.isEmpty {
          let before = Int.random(in: first...rows, using: &random)
          let weight = UInt32.random(in: 1...2000, using: &random)
          windows.append(
            cento_window(
              start: UInt32(list.lowerBound), end: UInt32(list.upperBound),
              before: UInt32(before), weight: weight))
          for posting in postings[list] {
            let (row, other) = (Int(posting >> 15), (posting & 0x7FFF) + 1)
            guard row >= first, row < before else { continue }
            if expected[row] == 0 { order.append(UInt32(row)) }
            expected[row] += UInt16((weight * other) >> 15) + 1
          }
        }
        let share = UInt32((UInt64(first) << 32) / UInt64(rows))
        for kernels in Self.sets {
          var sums = [UInt16](repeating: 0, count: rows)
          unsafe kernels.window_add?(
            &sums, postings, windows, windows.count, UInt32(first), share)
          // Sums by the thousand are not to be told.
          let isSum = sums == expected
          #expect(isSum)
          var met = [UInt32](repeating: 0, count: rows + 1)
          sums = [UInt16](repeating: 0, count: rows)
          let found =
            unsafe kernels.window_meet?(
              &sums, postings, windows, windows.count, UInt32(first), share, &met) ?? -1
          let isMet = sums == expected && Array(met.prefix(found)) == order
          #expect(isMet)
        }
      }
    }
  }
}
