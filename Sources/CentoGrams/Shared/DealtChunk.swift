internal import CentoParallel

/// Some texts, of which every place where a gram begins is dealt to a bucket by the scalars that
/// it begins with.
///
/// So all grams that begin alike, short ones and long ones, meet in one bucket.
///
/// Sendable because one task at a time deals, and nobody writes while buckets are counted.
final class DealtChunk: @unchecked Sendable {
  /// The texts, by their number in the corpus: at most `mostTexts`.
  let texts: Range<Int>
  /// How many scalars each text has, runs of white space taken as one.
  let lengths = RawBuffer<UInt32>()
  /// The places, bucket by bucket, as `PlaceCoding` writes them.
  private(set) var units = RawBuffer<UInt16>()
  /// Where the places of each bucket that was dealt to start, and one more.
  private(set) var starts = RawBuffer<UInt32>()

  /// Free slots behind each bucket.
  private var spill = 0

  /// The most texts that a place can tell apart.
  static let mostTexts = 1 << 16
  private static let none = UInt16.max
  /// Numbers before and behind the codes, which are read and written with those beside them.
  private static let margin = 8

  init(texts: Range<Int>) {
    self.texts = texts
  }

  /// Deals the places whose grams belong to some of the buckets.
  ///
  /// - Parameters:
  ///   - buckets: Fewer than 2^16 of the 2^`bits` buckets.
  ///   - text: The scalars of a text.
  /// - Returns: The scalars that the coding has no number for. If there are any, nothing is dealt.
  func deal(
    to buckets: Range<Int>, bits: Int, range: NGramRange, coding: PlaceCoding,
    text: (Int) -> [UInt32], scratch: DealScratch
  ) -> Set<UInt32> {
    let unknown = lay(text, coding: coding, scratch: scratch)
    guard unknown.isEmpty else { return unknown }
    starts = RawBuffer<UInt32>(repeating: 0, count: buckets.count + 1)
    if let pairs = coding.pairHash(range, bits: bits) {
      aim(at: buckets, of: pairs, range, coding: coding, scratch: scratch)
    } else {
      aim(at: buckets, bits: bits, range, coding: coding, scratch: scratch)
    }
    let count = starts.view
    for bucket in 0..<buckets.count { count[bucket + 1] += count[bucket] }
    scatter(range, coding: coding, scratch: scratch)
    return []
  }

  /// Finds the bucket of each place by a hash, and counts the places of each bucket.
  private func aim(
    at buckets: Range<Int>, bits: Int, _ range: NGramRange, coding: PlaceCoding,
    scratch: DealScratch
  ) {
    let first = PlaceCoding.firstLength(of: range)
    let codes = scratch.codes.view
    scratch.targets.resize(to: codes.count)
    let targets = scratch.targets.view
    let count = starts.view
    let (codeBits, mask) = (coding.codeBits, (1 as UInt64) << (coding.codeBits * UInt64(first)) - 1)
    let shift = UInt64(63 - bits)
    let (lowest, wanted) = (UInt64(buckets.lowerBound), UInt64(buckets.count))
    forEachText(range, coding: coding) { _, start, end in
      var key: UInt64 = 0
      for place in 0..<first - 1 {
        key = key &<< codeBits | coding.code(of: codes, at: start &+ place &* coding.width)
      }
      var newest = start &+ (first &- 1) &* coding.width
      var place = start
      while place < end {
        key = (key &<< codeBits | coding.code(of: codes, at: newest)) & mask
        let bucket = ((SharedHash.mixed(key) &>> 1) &>> shift) &- lowest
        let isWanted = bucket < wanted
        targets[place] = isWanted ? UInt16(truncatingIfNeeded: bucket) : Self.none
        if isWanted { count[Int(truncatingIfNeeded: bucket) + 1] &+= 1 }
        newest &+= coding.width
        place &+= coding.width
      }
    }
  }

  /// Likewise by pairs of codes, eight at a time.
  private func aim(
    at buckets: Range<Int>, of pairs: PairHash, _ range: NGramRange, coding: PlaceCoding,
    scratch: DealScratch
  ) {
    let codes = scratch.codes.view
    scratch.targets.resize(to: codes.count)
    let (targets, count) = (scratch.targets.view, starts.view)
    for place in stride(from: Self.margin, to: codes.count - Self.margin, by: 8) {
      targets.set(
        pairs.buckets(codes.eight(at: place), codes.eight(at: place &+ 1)), at: place)
    }
    let lowest = UInt16(truncatingIfNeeded: buckets.lowerBound)
    let wanted = UInt16(truncatingIfNeeded: buckets.count)
    let areAll = buckets.count == 1 << pairs.bits
    forEachText(range, coding: coding) { _, start, end in
      if areAll {
        for place in start..<end { count[Int(targets[place]) &+ 1] &+= 1 }
      } else {
        for place in start..<end {
          let bucket = targets[place] &- lowest
          targets[place] = bucket < wanted ? bucket : Self.none
          if bucket < wanted { count[Int(bucket) &+ 1] &+= 1 }
        }
      }
    }
  }

  /// The slots of a bucket; those behind it that writing spills into are free.
  func slots(of bucket: Int) -> Range<Int> {
    let free = bucket * spill
    return Int(starts.view[bucket]) + free..<Int(starts.view[bucket + 1]) + free
  }

  /// Lays the codes of all texts out in a row: the scalars that have no code.
  private func lay(
    _ text: (Int) -> [UInt32], coding: PlaceCoding, scratch: DealScratch
  ) -> Set<UInt32> {
    var unknown: Set<UInt32> = []
    let codes = scratch.codes
    codes.resize(to: Self.margin)
    lengths.resize(to: 0)
    for index in texts {
      let scalars = WhiteSpaceRuns.collapsed(text(index))
      if !coding.lay(scalars, into: codes) { unknown.formUnion(coding.unknown(in: scalars)) }
      lengths.append(UInt32(truncatingIfNeeded: scalars.count))
    }
    codes.resize(to: codes.count + Self.margin)
    return unknown
  }

  /// Calls `body` with each text that has a gram, where its codes start, and where those stop
  /// from which a shortest gram goes on.
  @inline(__always)
  private func forEachText(
    _ range: NGramRange, coding: PlaceCoding, _ body: (_ row: Int, _ start: Int, _ end: Int) -> Void
  ) {
    let lengths = lengths.view
    var start = Self.margin
    for row in 0..<texts.count {
      let length = Int(lengths[row])
      if length >= range.lower {
        body(row, start, start &+ (length &- range.lower &+ 1) &* coding.width)
      }
      start &+= (length &+ range.upper) &* coding.width
    }
  }

  private func scatter(_ range: NGramRange, coding: PlaceCoding, scratch: DealScratch) {
    let buckets = starts.count - 1
    let stride = coding.stride
    spill = coding.spill
    let slots = Int(starts.view[buckets]) + buckets * spill
    units = RawBuffer(capacity: slots * stride + Self.margin)
    units.resize(to: slots * stride + Self.margin)
    scratch.cursors.resize(to: buckets)
    let (cursors, out) = (scratch.cursors.view, units.view)
    for bucket in 0..<buckets {
      cursors[bucket] = UInt32(truncatingIfNeeded: self.slots(of: bucket).lowerBound)
    }
    let (codes, targets) = (scratch.codes.view, scratch.targets.view)
    forEachText(range, coding: coding) { row, start, end in
      let text = UInt16(truncatingIfNeeded: row)
      var place = start
      while place < end {
        let target = targets[place]
        if target != Self.none {
          let slot = Int(cursors[Int(target)])
          cursors[Int(target)] &+= 1
          coding.write(text, codes, place, to: out, at: slot &* stride)
        }
        place &+= coding.width
      }
    }
  }

  /// Gives the places back, once they are counted.
  func forget() {
    units = RawBuffer()
    starts = RawBuffer()
  }
}

/// Memory that the chunks of one worker use one after the other.
///
/// Sendable because one task at a time has it, from a `Pool`.
final class DealScratch: @unchecked Sendable {
  let codes = RawBuffer<UInt16>()
  let targets = RawBuffer<UInt16>()
  let cursors = RawBuffer<UInt32>()
}
