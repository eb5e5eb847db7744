/// Numbers for words, from 0 in order of first sight: equal signs, equal number.
struct WordNumbers {
  private var slots = [UInt32](repeating: Self.empty, count: 1 << 10)
  private var hashes: [UInt64] = []
  private var starts: [UInt32] = [0]
  private var signs: [UInt32] = []

  private static let empty = UInt32.max

  /// The number of the word with these signs.
  mutating func number(of word: [UInt32]) -> UInt32 {
    let hash = word.reduce(UInt64(word.count)) { PairTable.mix($0 ^ UInt64($1)) &+ $0 }
    var slot = slot(of: hash)
    while slots[slot] != Self.empty {
      let number = slots[slot]
      if hashes[Int(number)] == hash, isEqual(Int(number), word) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(hashes.count)
    slots[slot] = number
    hashes.append(hash)
    signs += word
    starts.append(UInt32(signs.count))
    if hashes.count * 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ number: Int, _ word: [UInt32]) -> Bool {
    let range = Int(starts[number])..<Int(starts[number + 1])
    guard range.count == word.count else { return false }
    for (place, sign) in zip(range, word) where signs[place] != sign { return false }
    return true
  }

  private func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

  private mutating func grow() {
    slots = [UInt32](repeating: Self.empty, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = slot(of: hash)
      while slots[slot] != Self.empty { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }
}
