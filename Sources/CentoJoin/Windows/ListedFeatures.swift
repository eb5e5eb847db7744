internal import CentoParallel

/// The features that the rows of a block have in their heads, numbered in the order of their ranks.
///
/// A small block has few of all features: two bits are kept for each of all, and whatever else only for
/// those that have a number.
struct ListedFeatures: Sendable {
  /// For each 32 ranks which of them have a number, below the number of the first that has.
  private let words: RawBuffer<UInt64>.View

  /// Ranks in one word.
  static let ranksPerWord = 32

  /// No feature yet.
  ///
  /// - Parameter words: Where they are kept, and held as long as this is read.
  init(of features: Int, in words: RawBuffer<UInt64>) {
    words.resize(to: (features + Self.ranksPerWord - 1) / Self.ranksPerWord)
    self.words = words.view
  }

  /// The features of which `words` were made.
  init(_ words: RawBuffer<UInt64>) { self.words = words.view }

  /// The words of ranks that begin with one; none where there are no ranks.
  private func words(of ranks: Range<Int>) -> Range<Int> {
    let most = Self.ranksPerWord - 1
    let words = (ranks.lowerBound + most) / Self.ranksPerWord
    return words..<(ranks.upperBound + most) / Self.ranksPerWord
  }

  /// Forgets the features of some ranks, the first of a word.
  func clear(_ ranks: Range<Int>) {
    for word in words(of: ranks) { words[word] = 0 }
  }

  /// Notes that a feature is to have a number.
  @inline(__always)
  func insert(_ rank: UInt32) {
    words[Int(rank / 32)] |= 1 &<< UInt64(rank % 32)
  }

  /// Numbers the features of some ranks from 0 on, and calls `body` with each rank and its number.
  ///
  /// - Returns: Their count.
  func number(_ ranks: Range<Int>, _ body: (Int, UInt32) -> Void) -> Int {
    var next: UInt32 = 0
    for word in words(of: ranks) {
      var left = words[word]
      words[word] = UInt64(next) &<< 32 | left
      while left != 0 {
        body(word &* Self.ranksPerWord &+ left.trailingZeroBitCount, next)
        next &+= 1
        left &= left &- 1
      }
    }
    return Int(next)
  }

  /// Counts the numbers of some ranks from another on.
  func count(_ ranks: Range<Int>, from first: Int) {
    for word in words(of: ranks) { words[word] &+= UInt64(first) &<< 32 }
  }

  /// The number of a feature; nil if the block has it in no head.
  @inline(__always)
  func number(of rank: UInt32) -> Int? {
    let (word, bit) = (words[Int(rank / 32)], UInt64(1) &<< UInt64(rank % 32))
    guard word & bit != 0 else { return nil }
    return Int(word &>> 32) &+ UInt32(truncatingIfNeeded: word & (bit &- 1)).nonzeroBitCount
  }

  /// Has what tells a feature's number brought near.
  @inline(__always)
  func prefetch(_ rank: UInt32) { words.prefetch(Int(rank / 32)) }
}
