internal import CentoParallel
internal import Glibc

/// Words of scripts that are written without spaces, learnt from the texts themselves.
///
/// A word is a string after which, and before which, almost anything may come. With h(w) the entropy of the
/// sign that follows w, the variation h(w) − h(w without its last sign), less its mean over strings of
/// that length, says how much a word ends there; the same from the right says how much it begins. A run is cut
/// so that the sum of both, times the word's length, is largest (Magistry and Sagot, ACL 2012, after Jin and
/// Tanaka-Ishii 2006). The end of a run is a context of its own each time. Nothing comes from a dictionary.
package struct LearntWords: Sendable {
  /// Signs of the longest word.
  package static let longest = 5

  private let forward: BranchingEntropy
  private let backward: BranchingEntropy
  private let signs: [UInt32]

  /// Learns from runs written one after the other, with a 0 before, between and after them.
  ///
  /// - Complexity: O(signs · log signs) time, about 100 bytes a sign.
  package init(signs: [UInt32], threads: Int) {
    let both = Parallel.map(count: 2, threads: threads) { side in
      BranchingEntropy(side == 0 ? signs : signs.reversed(), longest: LearntWords.longest)
    }
    forward = both[0]
    backward = both[1]
    self.signs = signs
  }

  /// The words of the run that lies at `range` of the signs, in order; of two cuts as good, the one
  /// whose last word is shorter.
  package func words(in range: Range<Int>) -> [Range<Int>] {
    var best = [Double](repeating: -.infinity, count: range.count + 1)
    var length = [Int](repeating: 1, count: range.count + 1)
    best[0] = 0
    for end in 1..<max(1, range.count + 1) {
      for count in 1...min(LearntWords.longest, end) {
        guard let autonomy = autonomy(of: range.lowerBound + end - count, count) else { break }
        let sum = best[end - count] + autonomy * Double(count)
        if sum > best[end] {
          best[end] = sum
          length[end] = count
        }
      }
    }
    var words: [Range<Int>] = []
    var end = range.count
    while end > 0 {
      let start = end - length[end]
      words.append(range.lowerBound + start..<range.lowerBound + end)
      end = start
    }
    return words.reversed()
  }

  /// How freely the string of `count` signs at `start` stands; nil if it is longer than one sign and
  /// occurs once.
  private func autonomy(of start: Int, _ count: Int) -> Double? {
    guard let after = forward.variation(at: start, count),
      let before = backward.variation(at: signs.count - start - count, count)
    else { return nil }
    return after + before
  }
}

/// The entropy of the sign that follows each string of a text.
private struct BranchingEntropy: Sendable {
  /// Entropies at (length − 1) · signs + start; −1 where the string occurs once or holds a 0.
  private var entropies: [Float]
  /// The mean variation of the strings of each length that occur twice.
  private var means: [Double]
  private let whole: Double
  private let size: Int

  init(_ signs: [UInt32], longest: Int) {
    size = signs.count
    let order = BranchingEntropy.sortedSuffixes(of: signs)
    entropies = [Float](repeating: -1, count: signs.count * longest)
    means = [Double](repeating: 0, count: longest)
    whole = BranchingEntropy.entropy(of: order[...], place: 0)
    for length in 1...longest {
      var sum = 0.0
      var kinds = 0
      var first = 0
      while first < order.count {
        var last = first + 1
        while last < order.count, order[last].shares(length, with: order[first]) { last += 1 }
        let group = order[first..<last]
        if order[first].sign(length - 1) != 0, group.count > 1 {
          let entropy = BranchingEntropy.entropy(of: group, place: length)
          for suffix in group {
            entropies[(length - 1) * size + Int(suffix.start)] = Float(entropy)
          }
          let shorter =
            length == 1 ? whole : Double(entropies[(length - 2) * size + Int(group[first].start)])
          sum += entropy - shorter
          kinds += 1
        }
        first = last
      }
      means[length - 1] = kinds > 0 ? sum / Double(kinds) : 0
    }
  }

  /// How much freer the next sign is than it was one sign before, against the mean of that length.
  func variation(at start: Int, _ count: Int) -> Double? {
    let here = entropies[(count - 1) * size + start]
    guard here >= 0 || count == 1 else { return nil }
    let before = count == 1 ? whole : Double(entropies[(count - 2) * size + start])
    return Double(max(0, here)) - before - means[count - 1]
  }

  /// The entropy of the signs at `place`; each 0 is a sign of its own.
  private static func entropy(of group: ArraySlice<Suffix>, place: Int) -> Double {
    var sum = 0.0
    var first = group.startIndex
    while first < group.endIndex {
      var last = first + 1
      while last < group.endIndex, group[last].sign(place) == group[first].sign(place) { last += 1 }
      let count = Double(last - first)
      if group[first].sign(place) != 0 { sum += count * log(count) }
      first = last
    }
    let total = Double(group.count)
    return max(0, log(total) - sum / total)
  }

  /// Six signs of a text, and where they stand; what follows a 0 is 0.
  private struct Suffix: Comparable, BitwiseCopyable {
    let high: UInt64
    let low: UInt64
    let start: UInt32

    func sign(_ place: Int) -> UInt64 {
      ((place < 3 ? high : low) >> UInt64(21 * (2 - place % 3))) & 0x1F_FFFF
    }

    /// Whether the first `length` signs, at most five, are those of `other`.
    func shares(_ length: Int, with other: Suffix) -> Bool {
      let dropped = UInt64(21 * (3 - min(length, 3)))
      guard high >> dropped == other.high >> dropped else { return false }
      return length <= 3
        || low >> UInt64(21 * (6 - length)) == other.low >> UInt64(21 * (6 - length))
    }

    static func < (a: Suffix, b: Suffix) -> Bool {
      (a.high, a.low, a.start) < (b.high, b.low, b.start)
    }
  }

  private static func sortedSuffixes(of signs: [UInt32]) -> [Suffix] {
    var suffixes: [Suffix] = []
    suffixes.reserveCapacity(signs.count)
    for start in signs.indices where signs[start] != 0 {
      var parts: (UInt64, UInt64) = (0, 0)
      var open = true
      for place in 0..<6 {
        let sign = open && start + place < signs.count ? UInt64(signs[start + place]) : 0
        if sign == 0 { open = false }
        if place < 3 { parts.0 = parts.0 << 21 | sign } else { parts.1 = parts.1 << 21 | sign }
      }
      suffixes.append(Suffix(high: parts.0, low: parts.1, start: UInt32(start)))
    }
    let most = signs.max() ?? 0
    return suffixes.sorted(buckets: Int(most) + 1, threads: 1) { Int($0.high >> 42) }
  }
}
