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

  @Test(.tags(.oracle)) func sumsOfRunsAreLookedThroughByTheirLengths() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for count in [1, 127, 128, 129, 700] {
      let lengths: [Float] = (0..<count).map { row in
        let (run, more) = (row / 128, row % 7)
        return Float(20 + 30 * run + more)
      }
      let runs = (0..<(count + 127) / 128).map { Float(20 + 30 * $0) }
      for from in [0, 1, 130] where from < count {
        let before = (0..<count + 3).map { _ in
          Int.random(in: 0..<40, using: &random) > 0
            ? 0 : UInt16.random(in: 0...65_535, using: &random)
        }
        for share in [0.01, 300, 1000] as [Float] {
          let expected = (from..<count).filter { row in
            let least = Double(lengths[row] * share).rounded(.down)
            return Double(before[row]) >= max(1, min(65_535, least))
          }.map { UInt32($0) }
          let after = before.indices.map { (from..<count).contains($0) ? 0 : before[$0] }
          for kernels in Self.sets {
            var (sums, met) = (before, [UInt32](repeating: 9, count: count + 1))
            let found =
              unsafe kernels.window_collect?(&sums, from, count, runs, lengths, share, &met) ?? -1
            #expect(Array(met.prefix(max(0, found))) == expected)
            #expect(sums == after)
          }
        }
      }
    }
  }

  /// Lists of rows below a number: short ones, long ones, and ones whose rows stand together.
  private static func lists(
    rows: Int, _ random: inout SeededGenerator
  ) -> [[(row: Int, weight: UInt32)]] {
    (0..<20).map { number in
      let span = number % 3 == 0 ? 0..<rows : 0..<max(1, rows / 50)
      let share = Double.random(in: 0...1, using: &random)
      return span.filter { _ in Double.random(in: 0..<1, using: &random) < share * share }
        .map { ($0, UInt32.random(in: 1...32_768, using: &random)) }
    }
  }

  @Test(
    "windows of lists are found, met and added part by part", .tags(.oracle),
    arguments: [false, true])
  func windows(isOften: Bool) {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for rows in [1, 40, 3000, 65_535] {
      let lists = Self.lists(rows: rows, &random)
      let postings = MarkedLists(lists)
      for first in [0, rows / 100, rows / 2, rows - 1] {
        var (windows, expected): ([cento_window], [UInt16]) = ([], Array(repeating: 0, count: rows))
        // Where each window starts that has a row, and how many rows were met after it.
        var (starts, order, counts): ([UInt32], [UInt32], [Int]) = ([], [], [])
        for (list, bounds) in zip(lists, postings.bounds) {
          let before = Int.random(in: first...rows, using: &random)
          // Some are so great that sums end at 65,535.
          let weight = UInt32.random(
            in: 1...(Bool.random(using: &random) ? 2000 : 20_000), using: &random)
          windows.append(
            cento_window(
              start: UInt32(bounds.lowerBound), end: UInt32(bounds.upperBound),
              before: UInt32(before), weight: weight))
          for (row, other) in list where row >= first && row < before {
            if expected[row] == 0 { order.append(UInt32(row)) }
            let more = isOften ? ((weight * other) >> 15) + 1 : weight
            expected[row] = UInt16(min(65_535, UInt32(expected[row]) + more))
          }
          // A window without a row is left out.
          guard let place = list.firstIndex(where: { $0.row >= first && $0.row < before }) else {
            continue
          }
          starts.append(UInt32(bounds.lowerBound + place))
          counts.append(order.count)
        }
        let share = UInt32((UInt64(first) << 32) / UInt64(rows))
        let left =
          unsafe isOften
          ? cento_join_often_find(postings.often, &windows, windows.count, UInt32(first), share)
          : cento_join_once_find(postings.once, &windows, windows.count, UInt32(first), share)
        windows.removeLast(windows.count - left)
        #expect(windows.map { $0.start } == starts)
        for most in [1, rows / 3 + 1, rows + 1] {
          var sums = [UInt16](repeating: 0, count: rows)
          var (met, found) = ([UInt32](repeating: 0, count: rows + 1), 0)
          let read =
            unsafe isOften
            ? cento_join_often_meet(
              &sums, postings.often, windows, windows.count, &met, most, &found)
            : cento_join_once_meet(&sums, postings.once, windows, windows.count, &met, most, &found)
          #expect(read == (counts.firstIndex { $0 >= most }.map { $0 + 1 } ?? windows.count))
          #expect(found == (read > 0 ? counts[read - 1] : 0))
          let isMet = Array(met.prefix(found)) == Array(order.prefix(found))
          #expect(isMet)
          var rest = Array(windows[read...])
          for part in [rows / 3, rows] {
            if isOften {
              unsafe cento_join_often_add(&sums, postings.often, &rest, rest.count, UInt32(part))
            } else {
              unsafe cento_join_once_add(&sums, postings.once, &rest, rest.count, UInt32(part))
            }
          }
          // Sums by the thousand are not to be told.
          let isSum = sums == expected
          #expect(isSum)
        }
      }
    }
  }

  @Test(.tags(.oracle)) func wholeListsAreAdded() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let lists = Self.lists(rows: 3000, &random)
    let postings = MarkedLists(lists)
    var (windows, expected): ([cento_window], [UInt16]) = ([], Array(repeating: 0, count: 3000))
    for (list, bounds) in zip(lists, postings.bounds) {
      let weight = UInt32.random(in: 1...20_000, using: &random)
      windows.append(
        cento_window(
          start: UInt32(bounds.lowerBound), end: UInt32(bounds.upperBound), before: 0,
          weight: weight))
      for (row, other) in list {
        let more = ((weight * other) >> 15) + 1
        expected[row] = UInt16(min(65_535, UInt32(expected[row]) + more))
      }
    }
    var sums = [UInt16](repeating: 0, count: 3000)
    unsafe cento_join_lists_add(&sums, postings.often, windows, windows.count)
    let isSum = sums == expected
    #expect(isSum)
  }
}

/// Lists of postings of both kinds, each with its end behind it.
private struct MarkedLists {
  private(set) var once: [UInt16] = []
  private(set) var often: [UInt32] = []
  /// Where the rows of each list stand.
  private(set) var bounds: [Range<Int>] = []

  init(_ lists: [[(row: Int, weight: UInt32)]]) {
    for list in lists {
      let start = once.count
      once += list.map { UInt16($0.row) }
      often += list.map { UInt32($0.row) << UInt32(CENTO_OFTEN_SHIFT) | ($0.weight - 1) }
      bounds.append(start..<once.count)
      once.append(UInt16(CENTO_LIST_END))
      often.append(UInt32(CENTO_LIST_END) << UInt32(CENTO_OFTEN_SHIFT))
    }
    // What kernels may read behind the last.
    once += [UInt16](repeating: 0, count: 16)
  }
}
