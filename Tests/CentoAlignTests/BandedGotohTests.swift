import CentoAlign
import CentoReference
import CentoTestSupport
import Testing

@Suite struct BandedGotohTests {
  @Test(.tags(.oracle)) func equalsTheThreeTables() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var gotoh = BandedGotoh()
    for _ in 0..<300 * TestKnobs.scale {
      let a = letters(Int.random(in: 0...40, using: &random), 4, &random)
      let b = edited(a, rate: 0.3, 4, &random)
      let weights = (0..<a.count + b.count).map { _ in Int32.random(in: 80...1200, using: &random) }
      let scoring = Scoring(symbols: a + b, weights: weights)
      let band = Int.random(in: 0...14, using: &random)
      for step in [1, -1] {
        let (startA, startB) = step > 0 ? (0, a.count) : (a.count - 1, a.count + b.count - 1)
        let end = BandedGotoh.End(
          a: startA, b: startB, step: step, rows: a.count, columns: b.count)
        let reach = gotoh.reach(scoring, from: end, band: band, drop: -BandedGotoh.never)
        let table = Reference.gotoh(
          rows: a.count, columns: b.count, band: band, open: -600, extend: -100
        ) { Int(scoring.pair(startA + step * $0, startB + step * $1)) }
        let best = table.joined().compactMap { $0 }.max() ?? 0
        #expect(Int(reach.score) == best)
        #expect(table[reach.a][reach.b] == best)
        if abs(a.count - b.count) <= band {
          #expect(reach.corner.map { Int($0) } == table[a.count][b.count])
        }
      }
    }
  }

  @Test(.tags(.unit)) func gapsAndMasks() {
    // a b c d against a b d: two matches, a gap, a match.
    let scoring = Scoring(
      symbols: [1, 2, 3, 4, 1, 2, 4], weights: [Int32](repeating: 1000, count: 7))
    var gotoh = BandedGotoh()
    let end = BandedGotoh.End(a: 0, b: 4, step: 1, rows: 4, columns: 3)
    let reach = gotoh.reach(scoring, from: end, band: 3, drop: 2500)
    #expect(reach.score == 3 * 985 - 600)
    #expect((reach.a, reach.b) == (4, 3))
    let masked = Scoring(symbols: [0x2A, 5], weights: [1000, 1000])
    #expect(masked.pair(0, 1) == -100)
  }

  @Test(.tags(.laws)) func rowsAtOnceEqualCellByCell() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var gotoh = BandedGotoh()
    var barren = 0
    for round in 0..<2_000 * TestKnobs.scale {
      let kinds = UInt32(round % 3 == 0 ? 3 : 300)
      var a = letters(Int.random(in: 0...120, using: &random), kinds, &random)
      let rate = Double.random(in: 0...0.6, using: &random)
      var b = edited(a, rate: rate, kinds, &random)
      if round % 7 == 0 { b = letters(80, kinds, &random) }
      for _ in 0..<round % 4 {
        if let place = a.indices.randomElement(using: &random) { a[place] = 0x2A }
        if let place = b.indices.randomElement(using: &random) { b[place] = 0x2A }
      }
      let weights = (0..<a.count + b.count).map { _ in Int32.random(in: 80...1200, using: &random) }
      let least = [Int32(0), 200, 400][round % 3]
      let scoring = Scoring(symbols: a + b, weights: weights, least: least)
      let band = round % 2 == 0 ? 12 : Int.random(in: 0...15, using: &random)
      let drop = round % 2 == 0 ? 2500 : Int32.random(in: 0...6000, using: &random)
      let margin = round % 5 == 0 ? 0 : Int32.random(in: 0...900, using: &random)
      for step in [1, -1] {
        let (startA, startB) = step > 0 ? (0, a.count) : (a.count - 1, a.count + b.count - 1)
        let end = BandedGotoh.End(
          a: startA, b: startB, step: step, rows: a.count, columns: b.count)
        let narrow = NarrowBand(scoring, band: band, drop: drop, margin: margin).reach(from: end)
        let wide = gotoh.reach(scoring, from: end, band: band, drop: drop, margin: margin)
        #expect(narrow == wide)
        let isBarren = BarrenEnd(scoring, band: band, drop: drop, margin: margin).isSure(end)
        if isBarren { #expect(wide.score == 0 && wide.a == 0 && wide.b == 0) }
        if isBarren, a.count > 20, b.count > 20 { barren += 1 }
      }
    }
    #expect(barren > 100)
  }
}
