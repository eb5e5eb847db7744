import CentoTestSupport
import CentoText
import Testing

@Suite("OffsetMap", .tags(.unit))
struct FoldingOffsetMapTests {
  // abc as it is, def together to two scalars, the next three dropped, two as they are.
  private var example: OffsetMap {
    var map = OffsetMap()
    map.appendLinear(count: 3, at: 0)
    map.appendAtomic(count: 2, source: 3..<6)
    map.appendLinear(count: 1, at: 9)
    map.appendLinear(count: 1, at: 10)
    return map
  }

  @Test("runs that continue each other are one")
  func merging() {
    #expect(example.runCount == 3)
    #expect(example.foldedCount == 7)
    #expect(!example.isIdentity)
  }

  @Test("from folded to source")
  func source() {
    #expect(example.source(of: FoldedSpan(0..<2)) == 0..<2)
    #expect(example.source(of: FoldedSpan(2..<4)) == 2..<6)
    #expect(example.source(of: FoldedSpan(4..<5)) == 3..<6)
    #expect(example.source(of: FoldedSpan(4..<6)) == 3..<10)
    #expect(example.source(of: FoldedSpan(5..<7)) == 9..<11)
    #expect(example.source(of: FoldedSpan(0..<0)) == 0..<0)
    #expect(example.source(of: FoldedSpan(5..<5)) == 9..<9)
    #expect(example.source(of: FoldedSpan(7..<7)) == 11..<11)
    #expect(OffsetMap().source(of: FoldedSpan(0..<0)) == 0..<0)
  }

  @Test("from source to folded")
  func folded() {
    #expect(example.folded(ofSource: 0..<2) == FoldedSpan(0..<2))
    #expect(example.folded(ofSource: 4..<5) == FoldedSpan(3..<5))
    #expect(example.folded(ofSource: 6..<9) == FoldedSpan(5..<5))
    #expect(example.folded(ofSource: 7..<10) == FoldedSpan(5..<6))
    #expect(example.folded(ofSource: 10..<99) == FoldedSpan(6..<7))
    #expect(example.folded(ofSource: 11..<99) == FoldedSpan(7..<7))
    #expect(example.folded(ofSource: 1..<1) == FoldedSpan(1..<1))
    #expect(OffsetMap().folded(ofSource: 3..<4) == FoldedSpan(0..<0))
  }

  @Test("joining two maps")
  func composition() {
    // The first folded scalar goes; the next two, one plain and one of the pair, become one; the rest stays.
    var outer = OffsetMap()
    outer.appendAtomic(count: 1, source: 2..<4)
    outer.appendLinear(count: 3, at: 4)
    var expected = OffsetMap()
    expected.appendAtomic(count: 2, source: 2..<6)
    expected.appendLinear(count: 2, at: 9)
    #expect(example.composed(with: outer) == expected)
    #expect(example.composed(with: OffsetMap(identity: 7)) == example)
    #expect(OffsetMap(identity: 11).composed(with: example) == example)
    #expect(example.composed(with: OffsetMap()) == OffsetMap())
  }
}
