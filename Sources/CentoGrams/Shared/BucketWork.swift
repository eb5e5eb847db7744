internal import CentoParallel

extension BucketCounter {
  /// How many units have each text.
  struct Units: Sendable {
    /// As far as eight bits go: what is looked up at every place stays near.
    let small: RawBuffer<UInt8>
    let all: RawBuffer<UInt32>

    init(_ units: [UInt32]) {
      all = RawBuffer(capacity: units.count)
      small = RawBuffer(capacity: units.count)
      for count in units {
        all.append(count)
        small.append(UInt8(clamping: count))
      }
    }
  }

  /// What the counting of a bucket goes by.
  struct Work: Sendable {
    let chunks: [DealtChunk]
    let range: NGramRange
    let coding: PlaceCoding
    /// How places were dealt, if by pairs.
    let pairs: PairHash?
    /// Whether places hold the codes that follow.
    let isPacked: Bool
    /// What the views are of.
    private let holders: (RawBuffer<UInt32>, Units)
    /// The first text of each chunk.
    let firsts: RawBuffer<UInt32>.View
    private let few: RawBuffer<UInt8>.View
    private let many: RawBuffer<UInt32>.View

    /// The counting of what was dealt to 2^bits buckets.
    init(
      chunks: [DealtChunk], range: NGramRange, bits: Int, coding: PlaceCoding, units: Units
    ) {
      (self.chunks, self.range, self.coding) = (chunks, range, coding)
      let firsts = RawBuffer<UInt32>(capacity: chunks.count)
      for chunk in chunks { firsts.append(UInt32(truncatingIfNeeded: chunk.texts.lowerBound)) }
      holders = (firsts, units)
      self.firsts = firsts.view
      pairs = coding.pairHash(range, bits: bits)
      isPacked = coding.isPacked(range)
      (few, many) = (units.small.view, units.all.view)
    }

    /// The units that have a text.
    @inline(__always)
    func units(of text: UInt32) -> UInt32 {
      units(at: Int(firsts[Int(text &>> 16)] &+ text & 0xFFFF))
    }

    /// The units that have a text, by its place in the corpus.
    @inline(__always)
    func units(at text: Int) -> UInt32 {
      let count = few[text]
      return count < .max ? UInt32(count) : many[text]
    }
  }
}
