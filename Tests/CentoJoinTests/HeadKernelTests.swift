import CCentoKernels
import CentoTestSupport
import Testing

/// The kernels of heads: each instruction set beside plain loops.
@Suite("Kernels of heads", .tags(.oracle))
struct HeadKernelTests {
  /// The sets of this processor, the plainest first.
  private static let sets: [cento_head_set] = (0..<3).map { cento_head_kernels($0) }
    .filter { unsafe $0.squares != nil }

  /// A row of distinct ranks, most of them rare, with counts.
  private struct Row {
    var ranks: [UInt32] = []
    var counts: [UInt8] = []

    init(_ random: inout SeededGenerator, count: Int) {
      var seen: Set<UInt32> = []
      while ranks.count < count {
        let bits = UInt32.random(in: 0..<31, using: &random)
        let rank = UInt32.random(in: 0..<(1 << bits), using: &random)
        guard seen.insert(rank).inserted else { continue }
        ranks.append(rank)
        counts.append(
          Bool.random(using: &random) ? 1 : UInt8.random(in: 0...255, using: &random))
      }
    }
  }

  /// The class of a rank, from the number itself.
  private static func rankClass(_ rank: UInt32) -> Int {
    let number = Float(rank + 1)
    return Int(number.exponent) * 32 + Int((number.significand - 1) * 32)
  }

  private static let counts = [0, 1, 15, 16, 17, 31, 100, 330, 3000]

  @Test("counts other than one") func repeated() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for count in Self.counts {
      let row = Row(&random, count: count)
      let expected = row.counts.indices.filter { row.counts[$0] != 1 }.map { UInt32($0) }
      for kernels in Self.sets {
        var places = [UInt32](repeating: 0, count: count)
        let found = unsafe kernels.repeated?(row.counts, count, &places) ?? -1
        let isFound = Array(places.prefix(found)) == expected
        #expect(isFound)
      }
    }
  }

  @Test("squares are rounded up by little") func squares() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let factors = (0..<Int(CENTO_RANK_CLASSES)).map { _ in Float.random(in: 1...400, using: &random)
    }
    let terms = (0..<256).map { Float($0 * $0) }
    for count in Self.counts {
      let row = Row(&random, count: count)
      let exact = (0..<count).map { place in
        Double(factors[Self.rankClass(row.ranks[place])])
          * Double(terms[Int(row.counts[place])])
      }
      let scale = Float(0x1p28 / max(1, exact.reduce(0, +)))
      for kernels in Self.sets {
        var squares = [UInt32](repeating: 9, count: count + 16)
        var classes = [UInt16](repeating: 9, count: count + 16)
        let sum = unsafe factors.withUnsafeBufferPointer { factors in
          unsafe terms.withUnsafeBufferPointer { terms in
            var tables = unsafe cento_head_weights(
              factors: factors.baseAddress, terms: terms.baseAddress)
            return unsafe kernels.squares?(
              row.ranks, row.counts, count, &tables, scale, &squares, &classes)
          }
        }
        #expect(sum == squares[..<count].reduce(0) { $0 + UInt64($1) })
        let isClose = (0..<count).allSatisfy {
          let wanted = exact[$0] * Double(scale)
          return Double(squares[$0]) >= wanted * (1 - 1e-6)
            && Double(squares[$0]) <= wanted * (1 + 1e-6) + 1
        }
        #expect(isClose)
        let isClass = (0..<count).allSatisfy {
          classes[$0] == UInt16(Self.rankClass(row.ranks[$0]))
        }
        #expect(isClass)
        let padding = count..<(count + 15) / 16 * 16
        #expect(padding.allSatisfy { squares[$0] == 0 && classes[$0] == .max })
        // Nothing is written behind it.
        #expect(
          (padding.upperBound..<count + 16).allSatisfy { squares[$0] == 9 && classes[$0] == 9 })
      }
    }
  }

  @Test("classes are in the order of ranks") func classes() {
    let ranks = (0..<31).flatMap { bits in
      [-1, 0, 1].map { UInt32(max(0, (1 << bits) + $0)) }
    }.sorted()
    for (rank, next) in zip(ranks, ranks.dropFirst()) {
      #expect(cento_rank_class(rank) <= cento_rank_class(next))
    }
    #expect(ranks.allSatisfy { Int(cento_rank_class($0)) == Self.rankClass($0) })
    #expect(cento_rank_class(0) == 0)
    #expect(cento_rank_class(.max / 2 - 1) < CENTO_RANK_CLASSES)
  }

  @Test("a head is what the rest is short enough without") func heads() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for count in Self.counts {
      let row = Row(&random, count: count)
      let squares = row.ranks.indices.map { _ in
        UInt32.random(in: 1...UInt32(max(1, (1 << 28) / count)), using: &random)
      }
      let sum = squares.reduce(0) { $0 + UInt64($1) }
      let order = row.ranks.indices.sorted { row.ranks[$0] > row.ranks[$1] }
      for share in [0, 0.01, 0.5, 0.99] where share == 0 || count > 0 {
        let limit = UInt32(Double(sum) * share)
        var expected: [(rank: UInt32, square: UInt32, rest: UInt64)] = []
        var rest = sum
        for place in order where rest >= limit {
          rest -= UInt64(squares[place])
          expected.append((row.ranks[place], squares[place], rest))
        }
        for (guess, kernels) in Self.sets.enumerated() {
          let padding = (count + 15) / 16 * 16 - count
          let padded = squares + Array(repeating: 0, count: padding)
          let classes =
            row.ranks.map { UInt16(Self.rankClass($0)) } + Array(repeating: .max, count: padding)
          var taken = [UInt64](repeating: 0, count: count + 1)
          var first = [320, 1, CENTO_RANK_CLASSES - 1][guess]
          let many =
            unsafe kernels.take?(row.ranks, padded, classes, count, limit, &first, &taken) ?? -1
          #expect(first >= 1 && first < CENTO_RANK_CLASSES)
          #expect(many >= expected.count)
          let from = taken.prefix(many).sorted()
          if many <= CENTO_HEAD_SORTED {
            unsafe kernels.sort?(&taken, many)
            let isSorted = Array(taken.prefix(many)) == from
            #expect(isSorted)
          }
          var entries = [cento_head_entry](repeating: .init(), count: many)
          let written = unsafe kernels.entries?(from, many, sum, limit, &entries) ?? -1
          #expect(written == expected.count)
          func isAbove(_ units: UInt16, _ square: UInt64) -> Bool {
            let exact = Double(square).squareRoot() * 2
            return Double(units) >= exact && Double(units) <= exact * (1 + 1e-5) + 1.5
          }
          let isHead = zip(entries.prefix(max(0, written)), expected).allSatisfy {
            $0.rank == $1.rank && isAbove($0.weight, UInt64($1.square))
              && isAbove($0.below, $1.rest)
          }
          #expect(isHead)
        }
      }
    }
  }
}
