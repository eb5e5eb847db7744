internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// The entries of a block's heads, dealt to ranges of ranks, so that each range is indexed within the
/// near caches; in a range they are in the order of the rows.
struct DealtHeads {
  static let ranges = 64
  private static let chunkRows = 2048

  /// Which ranks are dealt to one range: those that are equal over 2^shift.
  private let shift: UInt32
  private let features: Int
  /// Where the entries of each range start, and one more.
  private let starts: [Int]
  /// The entries; see `DealtEntry`.
  let entries: RawBuffer<UInt64>
  /// For each entry of the rows where it was dealt.
  let places: RawBuffer<UInt32>

  /// - Parameter longest: The length of the longest of the rows.
  init(
    _ heads: RowHeads, rows: Range<Int>, longest: Float, in room: WindowRoom, threads: Int
  ) {
    features = heads.rows.features
    // A word of `ListedFeatures` is of one range.
    var shift = UInt32(ListedFeatures.ranksPerWord.trailingZeroBitCount)
    while features >> Int(shift) >= Self.ranges { shift += 1 }
    self.shift = shift
    let dealing = shift
    let chunks = Parallel.blocks(of: rows.count, size: Self.chunkRows).map { chunk in
      rows.lowerBound + chunk.lowerBound..<rows.lowerBound + chunk.upperBound
    }
    let all = heads.starts[rows.lowerBound]..<heads.starts[rows.upperBound]
    let counts = Parallel.map(count: chunks.count, threads: threads) { chunk in
      var counts = [UInt32](repeating: 0, count: Self.ranges)
      let entries = heads.entries.view
      let rows = chunks[chunk]
      for place in heads.starts[rows.lowerBound]..<heads.starts[rows.upperBound] {
        counts[Int(entries[place].rank &>> dealing)] &+= 1
      }
      return counts
    }
    var (begins, starts, sum) = (counts, [0], UInt32(0))
    for range in 0..<Self.ranges {
      for chunk in chunks.indices {
        begins[chunk][range] = sum
        sum += counts[chunk][range]
      }
      starts.append(Int(sum))
    }
    self.starts = starts
    let (entries, places) = (room.entries, room.places)
    entries.resize(to: Int(sum))
    places.resize(to: all.count)
    let begin = begins
    Parallel.forEach(count: chunks.count, threads: threads) { chunk in
      var next = begin[chunk]
      let (out, order) = (entries.view, places.view)
      let dealer = EntryDealer(heads, longest: longest)
      for row in chunks[chunk] {
        dealer.forEach(of: row, as: row - rows.lowerBound) { place, entry in
          let range = Int(entry.rank &>> dealing)
          out[Int(next[range])] = entry.bits
          order[place &- all.lowerBound] = next[range]
          next[range] &+= 1
        }
      }
    }
    (self.entries, self.places) = (entries, places)
  }

  /// The ranks of a range.
  func ranks(_ range: Int) -> Range<Int> {
    min(range << Int(shift), features)..<min((range + 1) << Int(shift), features)
  }

  /// The entries of a range.
  func entries(_ range: Int) -> Range<Int> { starts[range]..<starts[range + 1] }
}

/// An entry on its way to its list: its rank, and later its feature's number in its range, above its row
/// above sixteen bits that are 0 for a feature
/// that the row has once, and otherwise twice the weight less one, and one.
struct DealtEntry {
  let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  var rank: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }

  /// The same with another number in place of the rank.
  func under(_ number: UInt32) -> DealtEntry {
    DealtEntry(bits: UInt64(number) &<< 32 | bits & 0xFFFF_FFFF)
  }

  var row: UInt16 { UInt16(truncatingIfNeeded: bits &>> 16) }
  var isOften: Bool { bits & 1 != 0 }

  /// The posting of a row that has its feature more than once: see `CENTO_OFTEN_SHIFT`.
  var oftenPosting: UInt32 {
    UInt32(truncatingIfNeeded: bits) & 0xFFFF_0000
      | UInt32(truncatingIfNeeded: bits & 0xFFFF) &>> 1
  }
}

/// What turns entries of heads into those that are dealt.
struct EntryDealer {
  private let starts: [Int]
  private let entries: RawBuffer<RowHeads.Entry>.View
  private let lengths: RawBuffer<Float>.View
  private let once: RawBuffer<Float>.View
  private let longest: Float

  /// What a weight of a feature that stands once may be above what the feature says: roundings.
  static let tolerance: Float = 1.01

  init(_ heads: RowHeads, longest: Float) {
    guard let weights = heads.weights else { preconditionFailure("rows of factors") }
    starts = heads.starts
    (entries, lengths) = (heads.entries.view, heads.scales.lengths.view)
    (once, self.longest) = (weights.once.view, longest)
  }

  /// Calls `body` with each place of a row's head and what is dealt for it, under the row's number in
  /// its block.
  @inline(__always)
  func forEach(of row: Int, as number: Int, _ body: (Int, DealtEntry) -> Void) {
    let share = lengths[row] / longest * (1 + RowScales.slack)
    let low = UInt64(number) &<< 16
    // A weight that its feature alone explains, in units of 2^-15.
    let scale = Self.tolerance * 0x1p15 / lengths[row]
    for place in starts[row]..<starts[row + 1] {
      let entry = entries[place]
      let weight = Float(entry.weight)
      let isOften = weight > once[Int(cento_rank_class(entry.rank))] * scale
      let units = UInt64(min(weight * share, 0x7FFF))
      let high = UInt64(entry.rank) &<< 32 | low
      body(place, DealtEntry(bits: isOften ? high | units &<< 1 | 1 : high))
    }
  }
}
