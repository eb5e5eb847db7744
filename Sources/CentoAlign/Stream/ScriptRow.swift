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

  /// Adds the scripts of the next signs.
  mutating func append(_ scripts: RawBuffer<Script>.View) {
    for index in 0..<scripts.count {
      if used & 31 == 0 { words.append(0) }
      words.view[used >> 5] |= UInt64(scripts[index].rawValue) << UInt64(used << 1 & 63)
      used += 1
    }
  }
}
