internal import CentoParallel

/// Some texts, of which every place where a gram begins is dealt to a bucket by the scalars that
/// it begins with. So all grams that begin alike, short ones and long ones, meet in one bucket.
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

  /// The most texts that a place can tell apart.
  static let mostTexts = 1 << 16
  private static let none = UInt16.max

  init(texts: Range<Int>) {
    self.texts = texts
  }

  /// Deals the places whose grams belong to some of the buckets.
  ///
  /// - Parameters:
  ///   - buckets: Fewer than 2^16 of the 2^`bits` buckets.
  ///   - text: The scalars of a text.
  func deal(
    to buckets: Range<Int>, bits: Int, range: NGramRange, coding: PlaceCoding,
    text: (Int) -> [UInt32], scratch: DealScratch
  ) {
    lay(text, coding: coding, scratch: scratch)
    let first = min(range.lower, PlaceCoding.direct)
    let (codes, ends) = (scratch.codes.view, scratch.ends.view)
    scratch.targets.resize(to: codes.count)
    let targets = scratch.targets.view
    let counts = RawBuffer<UInt32>(repeating: 0, count: buckets.count + 1)
    let count = counts.view
    let (codeBits, mask) = (coding.codeBits, (1 as UInt64) << (coding.codeBits * UInt64(first)) - 1)
    let shift = UInt64(63 - bits)
    let (lowest, wanted) = (UInt64(buckets.lowerBound), UInt64(buckets.count))
    var start = 0
    for row in 0..<texts.count {
      let end = Int(ends[row])
      defer { start = end }
      guard end - start >= range.lower else { continue }
      var key: UInt64 = 0
      for place in start..<start + first - 1 { key = key &<< codeBits | UInt64(codes[place]) }
      for place in start...end - range.lower {
        key = (key &<< codeBits | UInt64(codes[place + first - 1])) & mask
        let bucket = ((SharedHash.mixed(key) &>> 1) &>> shift) &- lowest
        let isWanted = bucket < wanted
        targets[place] = isWanted ? UInt16(truncatingIfNeeded: bucket) : Self.none
        if isWanted { count[Int(truncatingIfNeeded: bucket) + 1] &+= 1 }
      }
    }
    for bucket in 0..<buckets.count { count[bucket + 1] += count[bucket] }
    starts = counts
    scatter(range, coding: coding, scratch: scratch)
  }

  /// Lays the codes of all texts out in a row.
  private func lay(_ text: (Int) -> [UInt32], coding: PlaceCoding, scratch: DealScratch) {
    let (codes, ends) = (scratch.codes, scratch.ends)
    codes.resize(to: 0)
    ends.resize(to: 0)
    lengths.resize(to: 0)
    for index in texts {
      let scalars = WhiteSpaceRuns.collapsed(text(index))
      let base = codes.count
      codes.resize(to: base + scalars.count)
      let out = codes.view
      for (place, scalar) in scalars.enumerated() { out[base + place] = coding.code(of: scalar) }
      ends.append(UInt32(truncatingIfNeeded: codes.count))
      lengths.append(UInt32(truncatingIfNeeded: scalars.count))
    }
  }

  private func scatter(_ range: NGramRange, coding: PlaceCoding, scratch: DealScratch) {
    let buckets = starts.count - 1
    let all = Int(starts.view[buckets])
    units = RawBuffer(capacity: all * coding.stride)
    units.resize(to: all * coding.stride)
    scratch.cursors.resize(to: buckets)
    let (cursors, out) = (scratch.cursors.view, units.view)
    for bucket in 0..<buckets { cursors[bucket] = starts.view[bucket] }
    let (codes, ends, targets) = (scratch.codes.view, scratch.ends.view, scratch.targets.view)
    let stride = coding.stride
    var start = 0
    for row in 0..<texts.count {
      let end = Int(ends[row])
      defer { start = end }
      guard end - start >= range.lower else { continue }
      let text = UInt16(truncatingIfNeeded: row)
      for place in start...end - range.lower {
        let target = targets[place]
        if target == Self.none { continue }
        let slot = Int(cursors[Int(target)])
        cursors[Int(target)] &+= 1
        coding.write(
          text, codes, place..<min(place &+ range.upper, end), to: out, at: slot &* stride)
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
  let codes = RawBuffer<UInt32>()
  let ends = RawBuffer<UInt32>()
  let targets = RawBuffer<UInt16>()
  let cursors = RawBuffer<UInt32>()
}
