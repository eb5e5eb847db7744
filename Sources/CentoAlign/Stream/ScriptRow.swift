internal import CentoParallel

/// The scripts of a row of signs, two bits each.
struct ScriptRow: Sendable {
  private let words: RawBuffer<UInt64>
  private var used = 0

  /// No scripts, with room for some.
  init(capacity: Int) {
    words = RawBuffer(capacity: (capacity + 31) / 32)
  }

  /// The script of the sign at a place.
  @inline(__always)
  subscript(place: Int) -> Script {
    let bits = words.view[place &>> 5] &>> UInt64(place &<< 1 & 63) & 3
    return Script(rawValue: UInt8(truncatingIfNeeded: bits)) ?? .alphabetic
  }

  /// Whether all signs of a range are of Chinese characters and kana, which are the bits 0.
  @inline(__always)
  func areIdeographic(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    let (words, last) = (words.view, range.upperBound &- 1)
    let from = UInt64.max &<< UInt64(range.lowerBound &<< 1 & 63)
    let upTo = UInt64.max &>> UInt64(62 &- last &<< 1 & 63)
    if range.lowerBound &>> 5 == last &>> 5 { return words[last &>> 5] & from & upTo == 0 }
    var others = words[range.lowerBound &>> 5] & from | words[last &>> 5] & upTo
    for word in range.lowerBound &>> 5 &+ 1..<last &>> 5 { others |= words[word] }
    return others == 0
  }

  /// A row of these scripts.
  init(_ scripts: RawBuffer<Script>.View) {
    self.init(capacity: scripts.count)
    for index in 0..<scripts.count {
      if used & 31 == 0 { words.append(0) }
      words.view[used >> 5] |= UInt64(scripts[index].rawValue) << UInt64(used << 1 & 63)
      used += 1
    }
  }

  /// Adds the scripts of the next signs, a word at a time.
  mutating func append(_ other: ScriptRow) {
    let shift = UInt64(used << 1 & 63)
    used += other.used
    let count = (used + 31) >> 5
    for index in 0..<other.words.count {
      let word = other.words.view[index]
      if shift == 0 {
        words.append(word)
      } else {
        words.view[words.count - 1] |= word << shift
        if words.count < count { words.append(word >> (64 - shift)) }
      }
    }
  }
}
