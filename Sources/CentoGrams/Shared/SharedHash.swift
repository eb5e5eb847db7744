/// The hash of a 64-bit key: two rounds of multiply and fold, the same in every process.
enum SharedHash {
  @inline(__always)
  static func mixed(_ key: UInt64) -> UInt64 {
    var hash = key &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash &>> 32) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash &>> 29
  }
}
