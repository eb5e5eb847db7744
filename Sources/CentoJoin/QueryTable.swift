internal import CentoMatrix
internal import CentoParallel

/// One row as a hash table by rank, small enough for the first cache, against which other rows
/// are multiplied.
final class QueryTable {
  private struct Slot: BitwiseCopyable {
    /// The rank and one more; 0 for a free slot.
    var key: UInt64
    var weight: Double
  }

  private let slots = RawBuffer<Slot>()
  private var shift: UInt32 = 0
  private let weights = RawBuffer<Double>()

  /// Puts a row into the table.
  func load(_ row: Int, of rows: RankedRows) {
    rows.read(row, into: weights)
    let (start, count) = (rows.starts[row], weights.count)
    let bits = max(4, Int.bitWidth - (count * 2).leadingZeroBitCount)
    slots.resize(to: 1 << bits)
    slots.fill(with: Slot(key: 0, weight: 0))
    shift = UInt32(32 - bits)
    let (slots, weights, ranks) = (slots.view, weights.view, rows.ranks.view)
    for place in 0..<count {
      let rank = ranks[start + place]
      var slot = first(rank)
      while slots[slot].key != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Slot(key: UInt64(rank) + 1, weight: weights[place])
    }
  }

  /// The canonical sum of the products of the row in the table with another.
  func units(_ row: Int, of rows: RankedRows) -> Int64 {
    switch rows.weights {
    case .explicit(let weights):
      let weights = weights.view
      return sum(row, of: rows) { place, _ in weights[place] }
    case .factored(let factored):
      // The tables are taken once, not once an entry; the operations are `factored.weight`'s.
      let (counts, terms, factors) = (
        factored.counts.view, factored.terms, factored.factors.reader
      )
      let length = factored.lengths[row]
      return sum(row, of: rows) { place, rank in
        let count = Int(counts[place])
        guard count > 0 else { return factored.weight(place, rank: rank, row: row) }
        return terms[count] * factors[rank] / length
      }
    }
  }

  @inline(__always)
  private func sum(
    _ row: Int, of rows: RankedRows, weight: (Int, UInt32) -> Double
  ) -> Int64 {
    let (slots, ranks) = (slots.view, rows.ranks.view)
    let mask = slots.count - 1
    var units: Int64 = 0
    for place in rows.range(ofRow: row) {
      let rank = ranks[place]
      let key = UInt64(rank) &+ 1
      var slot = first(rank)
      while true {
        let found = slots[slot]
        if found.key == key {
          units &+= Cosine.units(found.weight, weight(place, rank))
          break
        }
        if found.key == 0 { break }
        slot = (slot &+ 1) & mask
      }
    }
    return units
  }

  /// Whether the row in the table is the same, entry by entry, as another.
  func equals(_ a: Int, of rows: RankedRows, _ b: Int, of others: RankedRows) -> Bool {
    let count = rows.lengths[a]
    guard rows.whole[a], others.whole[b], others.lengths[b] == count else {
      return false
    }
    let (slots, ranks) = (slots.view, others.ranks.view)
    for place in others.range(ofRow: b) {
      let rank = ranks[place]
      var slot = first(rank)
      while slots[slot].key != UInt64(rank) + 1 {
        if slots[slot].key == 0 { return false }
        slot = (slot + 1) & (slots.count - 1)
      }
      if slots[slot].weight != others.weight(place, row: b) { return false }
    }
    return true
  }

  @inline(__always)
  private func first(_ rank: UInt32) -> Int {
    Int(truncatingIfNeeded: (rank &* 0x9E37_79B1) &>> shift)
  }
}
