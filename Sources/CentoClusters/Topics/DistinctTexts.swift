internal import CentoLatent

/// Texts without their copies, in an order that follows from what they say.
///
/// All that follows sees texts in this order only, so that no answer depends on the order in which units
/// were given; and a text that was printed twenty times is one text, not a topic.
struct DistinctTexts: Sendable {
  /// The different texts, by `keys`, then by their signs.
  let texts: [[UInt32]]
  /// A number for each of `texts` that follows from its signs and the seed alone.
  let keys: [UInt64]
  /// For each unit as given, which of `texts` it is, or is a copy of.
  let places: [Int]

  init(_ units: [[UInt32]], copying originals: [Int]?, seed: UInt64) {
    let originals = originals ?? Array(units.indices)
    let hashes = units.map { DistinctTexts.hash($0, seed: seed) }
    let order = units.indices.filter { originals[$0] == $0 }.sorted { a, b in
      if hashes[a] != hashes[b] { return hashes[a] < hashes[b] }
      return units[a].lexicographicallyPrecedes(units[b])
    }
    var texts: [[UInt32]] = []
    var keys: [UInt64] = []
    var places = [Int](repeating: 0, count: units.count)
    for unit in order {
      if texts.last != units[unit] {
        texts.append(units[unit])
        keys.append(hashes[unit])
      }
      places[unit] = texts.count - 1
    }
    for (unit, original) in originals.enumerated() { places[unit] = places[original] }
    self.texts = texts
    self.keys = keys
    self.places = places
  }

  /// FNV-1a over the signs, then stirred with the seed.
  private static func hash(_ text: [UInt32], seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for sign in text { hash = (hash ^ UInt64(sign)) &* 0x100_0000_01B3 }
    var stream = RandomStream(seed: seed, stream: hash)
    return stream.next()
  }
}
