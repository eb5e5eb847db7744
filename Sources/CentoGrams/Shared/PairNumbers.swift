internal import CentoParallel

/// How pairs of codes are dealt to buckets: by the first digits of a sum of products.
///
/// Of a pair whose bucket and first code are known only the last digits of the sum are left to
/// tell: the second code follows from them, its factor being odd. The factors are fractions of the
/// plastic number, which lie apart for small codes, too.
struct PairHash: Sendable {
  /// There are 2^bits buckets.
  let bits: Int

  /// The fewest bits with which a bucket's table of pairs stays small.
  static let leastBits = 8
  private static let first: UInt16 = 49_471
  private static let second: UInt16 = 37_345

  /// The bits that tell the second codes of a bucket apart, the first code known.
  var restBits: Int { 16 - bits }

  /// The buckets of eight pairs.
  @inline(__always)
  func buckets(_ first: SIMD8<UInt16>, _ second: SIMD8<UInt16>) -> SIMD8<UInt16> {
    let sum = first &* Self.first &+ second &* Self.second
    return sum &>> UInt16(truncatingIfNeeded: restBits)
  }

  /// What tells a pair from those of its bucket that begin alike.
  @inline(__always)
  func rest(_ first: UInt32, _ second: UInt32) -> Int {
    let sum = first &* UInt32(Self.first) &+ second &* UInt32(Self.second)
    return Int(sum) & (1 &<< restBits &- 1)
  }
}

/// The pairs of a bucket, numbered in the order of their arrival, from 0.
///
/// A table with a row for each first code that there is: no key is compared, and nothing is
/// hashed again.
final class PairNumbers {
  /// For each first code its row and one more, 0 without one.
  private let rows = RawBuffer<UInt32>(repeating: 0, count: 1 << 16)
  /// The first codes that have a row.
  private let known = RawBuffer<UInt16>()
  /// For each row and each rest a pair's number, all pairs so far counted.
  private let numbers = RawBuffer<UInt32>()
  /// The pairs of the buckets before, and one more.
  private var counted: UInt32 = 1

  /// Forgets all pairs.
  ///
  /// - Returns: The table for the next ones.
  func cleared(for hash: PairHash) -> Table {
    for place in 0..<known.count { rows.view[Int(known.view[place])] = 0 }
    known.resize(to: 0)
    if counted > .max / 2 {
      numbers.fill(with: 0)
      counted = 1
    }
    return Table(
      owner: self, hash: hash, before: counted, end: counted, rows: rows.view,
      numbers: numbers.view)
  }

  /// The table while the pairs of a bucket are numbered.
  struct Table {
    fileprivate let owner: PairNumbers
    fileprivate let hash: PairHash
    fileprivate let before: UInt32
    fileprivate var end: UInt32
    fileprivate let rows: RawBuffer<UInt32>.View
    fileprivate var numbers: RawBuffer<UInt32>.View

    /// The number of pairs.
    var count: Int { Int(end &- before) }

    /// The number of a pair.
    @inline(__always)
    mutating func number(of key: UInt64) -> UInt32 {
      let first = UInt32(truncatingIfNeeded: key & 0xFFFF)
      let second = UInt32(truncatingIfNeeded: key &>> 16 & 0xFFFF)
      var row = rows[Int(first)]
      if row == 0 {
        row = owner.enter(first, hash)
        numbers = owner.numbers.view
      }
      let place = Int(row &- 1) &<< hash.restBits | hash.rest(first, second)
      let known = numbers[place]
      // No branch: what comes next cannot be foretold.
      let isNew = known < before
      let number = isNew ? end : known
      end &+= isNew ? 1 : 0
      numbers[place] = number
      return number &- before
    }

    /// Ends the numbering.
    func close() { owner.counted = end }
  }

  /// Gives a first code a row.
  @inline(never)
  private func enter(_ first: UInt32, _ hash: PairHash) -> UInt32 {
    known.append(UInt16(truncatingIfNeeded: first))
    let row = UInt32(truncatingIfNeeded: known.count)
    rows.view[Int(first)] = row
    let (old, new) = (numbers.count, known.count << hash.restBits)
    if new > old {
      numbers.resize(to: new)
      for place in old..<new { numbers.view[place] = 0 }
    }
    return row
  }
}
