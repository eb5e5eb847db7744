import CCentoKernels
import CentoTestSupport
import Testing

/// The kernels of the search for reuse, one instruction set beside the other.
@Suite struct ReuseKernelTests {
  /// The sets of this processor, the plainest first.
  private static let sets: [cento_reuse_set] = (0..<3).map { cento_reuse_kernels($0) }
    .filter { unsafe $0.grow_runs != nil }

  /// A row of signs with copied stretches, chance signs and masks, and sixteen more.
  private static func row(
    of count: Int, kinds: UInt32, masks: Bool, _ random: inout SeededGenerator
  ) -> [UInt32] {
    func rest() -> UInt32 {
      UInt32.random(in: 0..<32, using: &random) << 11
        | UInt32.random(in: 80...1200, using: &random)
    }
    var row = (0..<count + 16).map { _ in
      let isMask = masks && Int.random(in: 0..<60, using: &random) == 0
      return (isMask ? 0x2A : 100 + UInt32.random(in: 0..<kinds, using: &random)) << 16 | rest()
    }
    for _ in 0..<count / 100 {
      let from = Int.random(in: 0..<count, using: &random)
      let to = Int.random(in: 0..<count, using: &random)
      for step in 0..<Int.random(in: 0...60, using: &random)
      where max(from, to) + step < count {
        row[to + step] = row[from + step] & 0xFFFF_0000 | rest()
      }
    }
    return row
  }

  /// An end somewhere in a row of so many signs.
  private static func end(in count: Int, _ random: inout SeededGenerator) -> cento_end {
    let (a, b) = (
      Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)
    )
    let step = Bool.random(using: &random) ? 1 : -1
    let most = step > 0 ? (count - a, count - b) : (a + 1, b + 1)
    return cento_end(
      a: a, b: b, rows: Int.random(in: 1...most.0, using: &random),
      columns: Int.random(in: 1...most.1, using: &random), step: step)
  }

  @Test(.tags(.oracle)) func runsEqualSignBySign() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for round in 0..<40 * TestKnobs.scale {
      let count = 600
      let row = Self.row(of: count, kinds: round % 2 == 0 ? 3 : 200, masks: false, &random)
      let hits = (0..<64).map { number in
        var a = Int.random(in: 0..<count, using: &random)
        if number % 7 == 0 { a = Int.random(in: 0..<10, using: &random) }
        let b = number % 5 == 0 ? count - 1 : Int.random(in: a..<count, using: &random)
        return cento_hit(
          a: UInt32(a), b: UInt32(b), before: UInt32(Int.random(in: 1...a + 1, using: &random)),
          after: UInt32(Int.random(in: 0..<count - b, using: &random)))
      }
      let expected = hits.map { hit in
        func isSame(_ step: Int) -> Bool {
          row[Int(hit.a) + step] >> 16 == row[Int(hit.b) + step] >> 16
        }
        let before = (0..<Int(hit.before)).first { !isSame(-$0) } ?? Int(hit.before)
        let after = (0..<Int(hit.after)).first { !isSame($0 + 1) } ?? Int(hit.after)
        let worth = (1 - before..<1 + after).reduce(UInt32(0)) { sum, step in
          sum + min(row[Int(hit.a) + step] & 0x7FF, row[Int(hit.b) + step] & 0x7FF)
        }
        return [
          hit.a + 1 - UInt32(before), hit.b + 1 - UInt32(before), UInt32(before + after), worth,
        ]
      }
      for set in Self.sets {
        var runs = [cento_run](repeating: cento_run(), count: hits.count)
        unsafe set.grow_runs(row, hits, hits.count, &runs)
        #expect(runs.map { [$0.a, $0.b, $0.length, $0.worth] } == expected)
      }
    }
  }

  @Test(.tags(.laws)) func allSetsGiveTheSame() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    // Going on costs nothing, so that a path never dies: every row is looked at.
    let rests = [Int16](repeating: 0, count: Int(CENTO_END_ROWS * CENTO_END_SLACKS))
    for round in 0..<60 * TestKnobs.scale {
      let count = 600
      let row = Self.row(
        of: count, kinds: [3, 60, 400][round % 3], masks: round % 4 == 0, &random)
      let band = round % 2 == 0 ? 12 : Int32.random(in: 0...15, using: &random)
      let least: Int32 = round % 2 == 0 ? 400 : 0
      let (drop, quiet) = (Int32(2500), Int32.random(in: 2...20, using: &random))
      for _ in 0..<40 {
        var end = Self.end(in: count, &random)
        var told: [[Int32]] = []
        for set in Self.sets {
          unsafe row.withUnsafeBufferPointer { row in
            unsafe rests.withUnsafeBufferPointer { rests in
              var ends = unsafe cento_ends(
                signs: row.baseAddress, count: count, rests: rests.baseAddress, least: least,
                wear: 15, mismatch: -450, gap_open: -600, gap_extend: -100, band: band,
                drop: drop, margin: 500, quiet: quiet, mask: 0x2A << 16)
              var way = unsafe cento_band(
                signs: row.baseAddress, least: least, wear: 15, mismatch: -450, masked: -100,
                gap_open: -600, gap_extend: -100, band: band, drop: drop, margin: 500,
                mask: 0x2A << 16)
              var reach = cento_reach()
              unsafe set.band_reach(&way, &end, &reach)
              let isBarren = unsafe set.barren_end(
                &ends, end.a, end.b, Int32(end.step), end.rows, end.columns)
              told.append([
                isBarren, reach.score, Int32(reach.a), Int32(reach.b), reach.has_corner,
                reach.corner,
              ])
            }
          }
        }
        #expect(Set(told).count == 1)
      }
    }
  }
}
