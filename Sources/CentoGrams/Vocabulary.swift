/// The grams of a corpus by code point, each with its column and the number of units that have it.
///
/// Column order is the order of the grams as sequences of code points, a gram before its
/// continuations: the order of scikit-learn's sorted vocabulary. It depends on the grams alone,
/// never on their arrival.
package struct Vocabulary: Sendable {
  /// The number of units of the corpus, empty ones included.
  package let units: Int
  /// The lengths of the grams.
  package let range: NGramRange
  /// The number of units that have the gram of each column, at least 1.
  package let frequencies: [UInt32]
  let alphabet: Alphabet
  let layout: KeyLayout
  let keys: Keys

  /// The sorted keys, of the narrowest width that holds the longest gram.
  enum Keys: Sendable {
    case narrow([UInt64])
    case double([UInt128])
    case wide([WideKey<4>])
    case widest([WideKey<11>])
  }

  /// The number of grams.
  package var count: Int { frequencies.count }

  /// The same grams in another corpus, by how many of its units have them.
  package func counted(inUnits units: Int, _ frequencies: [UInt32]) -> Vocabulary {
    Vocabulary(
      units: units, range: range, frequencies: frequencies, alphabet: alphabet, layout: layout,
      keys: keys)
  }

  /// The column of a gram, if the corpus has it.
  package func column(of gram: [UInt32]) -> Int? {
    guard gram.count >= range.lower, gram.count <= range.upper else { return nil }
    let codes = gram.map(alphabet.code(of:))
    guard !codes.contains(0) else { return nil }
    switch keys {
    case .narrow(let keys): return place(of: UInt64(codes: codes, layout: layout), in: keys)
    case .double(let keys): return place(of: UInt128(codes: codes, layout: layout), in: keys)
    case .wide(let keys): return place(of: WideKey<4>(codes: codes, layout: layout), in: keys)
    case .widest(let keys): return place(of: WideKey<11>(codes: codes, layout: layout), in: keys)
    }
  }

  /// The scalars of the gram of a column.
  package func gram(at column: Int) -> [UInt32] {
    switch keys {
    case .narrow(let keys): gram(of: keys[column])
    case .double(let keys): gram(of: keys[column])
    case .wide(let keys): gram(of: keys[column])
    case .widest(let keys): gram(of: keys[column])
    }
  }

  private func gram(of key: some GramKey) -> [UInt32] {
    (0..<layout.span).map { key.code(at: $0, layout: layout) }.prefix { $0 != 0 }
      .map { alphabet.scalars[Int($0) - 1] }
  }

  /// The place of a key in sorted keys, by binary search.
  func place<Key: GramKey>(of key: Key, in keys: [Key]) -> Int? {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? low : nil
  }
}
