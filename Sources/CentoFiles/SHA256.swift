/// The hash function SHA-256 (FIPS 180-4, 2015).
///
/// Our own, because a package of cryptography costs a minute of every cold build and a file's
/// digest here is a name, not a secret: nothing depends on constant time.
package enum SHA256 {
  /// The 256 bits of a digest.
  package struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The eight words of the digest.
    fileprivate(set) var words: SIMD8<UInt32>

    /// 64 hexadecimal digits in lower case.
    package var description: String {
      var digits: [UInt8] = []
      digits.reserveCapacity(64)
      for index in 0..<8 {
        for shift in stride(from: UInt32(28), through: 0, by: -4) {
          let digit = UInt8(words[index] >> shift & 15)
          digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
      }
      return String(decoding: digits, as: UTF8.self)
    }
  }

  /// The digest of these bytes.
  package static func digest(of bytes: [UInt8]) -> Digest {
    var state = Digest(words: initial)
    let whole = bytes.count & ~63
    bytes.withBytes { compress($0, blocks: whole / 64, into: &state.words) }
    // The rest, a one bit, zeros, and the length in bits as 64 bits: one block or two.
    var tail = Array(bytes[whole...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: (UInt64(bytes.count) * 8) >> UInt64(shift)))
    }
    tail.withBytes { compress($0, blocks: tail.count / 64, into: &state.words) }
    return state
  }

  /// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
  private static let initial = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  private static func compress(_ bytes: Bytes, blocks: Int, into state: inout SIMD8<UInt32>) {
    let constants = roundConstants
    var schedule = InlineArray<64, UInt32>(repeating: 0)
    for block in 0..<blocks {
      for index in 0..<16 { schedule[index] = bytes.bigEndianWord(at: block * 64 + index * 4) }
      for index in 16..<64 {
        let w15 = schedule[index - 15]
        let w2 = schedule[index - 2]
        let sigma0 = rotated(w15, 7) ^ rotated(w15, 18) ^ (w15 >> 3)
        let sigma1 = rotated(w2, 17) ^ rotated(w2, 19) ^ (w2 >> 10)
        schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      // Eight rounds at a time: the variables change their names instead of their values.
      for i in stride(from: 0, to: 64, by: 8) {
        round(a, b, c, &d, e, f, g, &h, constants[i] &+ schedule[i])
        round(h, a, b, &c, d, e, f, &g, constants[i + 1] &+ schedule[i + 1])
        round(g, h, a, &b, c, d, e, &f, constants[i + 2] &+ schedule[i + 2])
        round(f, g, h, &a, b, c, d, &e, constants[i + 3] &+ schedule[i + 3])
        round(e, f, g, &h, a, b, c, &d, constants[i + 4] &+ schedule[i + 4])
        round(d, e, f, &g, h, a, b, &c, constants[i + 5] &+ schedule[i + 5])
        round(c, d, e, &f, g, h, a, &b, constants[i + 6] &+ schedule[i + 6])
        round(b, c, d, &e, f, g, h, &a, constants[i + 7] &+ schedule[i + 7])
      }
      state = state &+ SIMD8(a, b, c, d, e, f, g, h)
    }
  }

  /// One round: `d` and `h` get their new values, which the next round calls `e` and `a`.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ word
    let majority = (a & b) | (c & (a | b))
    d = d &+ first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
