internal import CentoLatent
internal import CentoMatrix

/// Texts without their copies, in an order that follows from what they say.
///
/// All that follows sees texts in this order only, so that no answer depends on the order in which units
/// were given; and a text that was printed twenty times is one text, not a topic. Where vectors are given,
/// texts with different vectors are different texts.
struct DistinctTexts: Sendable {
  /// The different texts, by `keys`, then by their signs.
  let texts: [[UInt32]]
  /// A number for each of `texts` that follows from its signs and the seed alone.
  let keys: [UInt64]
  /// For each unit as given, which of `texts` it is, or is a copy of.
  let places: [Int]
  /// The vectors of `texts`, if units have any.
  let vectors: DenseMatrix?

  /// The different ones of `units`; `vectors` has one row for each of these.
  init(
    _ units: [[UInt32]], copying originals: [Int]?, vectors: DenseMatrix? = nil, seed: UInt64
  ) {
    let originals = originals ?? Array(units.indices)
    let bits = { (unit: Int) in vectors.map { $0.row(unit).map(\.bitPattern) } ?? [] }
    let hashes = units.indices.map { unit in
      DistinctTexts.hash(units[unit], vector: bits(unit), seed: seed)
    }
    let order = units.indices.filter { originals[$0] == $0 }.sorted { a, b in
      if hashes[a] != hashes[b] { return hashes[a] < hashes[b] }
      if units[a] != units[b] { return units[a].lexicographicallyPrecedes(units[b]) }
      return vectors != nil && bits(a).lexicographicallyPrecedes(bits(b))
    }
    var texts: [[UInt32]] = []
    var keys: [UInt64] = []
    var data: [Double] = []
    var places = [Int](repeating: 0, count: units.count)
    var last: Int?
    for unit in order {
      if last.map({ units[$0] != units[unit] || bits($0) != bits(unit) }) ?? true {
        texts.append(units[unit])
        keys.append(hashes[unit])
        if let vectors { data += vectors.row(unit) }
      }
      last = unit
      places[unit] = texts.count - 1
    }
    for (unit, original) in originals.enumerated() { places[unit] = places[original] }
    self.vectors = vectors.map {
      DenseMatrix(rows: texts.count, columns: $0.columns, data: data)
    }
    self.texts = texts
    self.keys = keys
    self.places = places
  }

  /// FNV-1a over the signs, and over the bits of the vector, then stirred with the seed.
  private static func hash(_ text: [UInt32], vector: [UInt64], seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for sign in text { hash = (hash ^ UInt64(sign)) &* 0x100_0000_01B3 }
    for bits in vector {
      hash = (hash ^ bits) &* 0x100_0000_01B3
      // The product moves nothing downwards, and rounded values differ in their high bits alone.
      hash ^= hash >> 32
    }
    var stream = RandomStream(seed: seed, stream: hash)
    return stream.next()
  }
}
