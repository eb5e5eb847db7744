internal import CentoText

/// The statistics of a text that filler is drawn from: which character follows which context.
///
/// A character Markov chain of order 4 that backs off (Shannon, 1948). Instead of counts it keeps every place of
/// the text, sorted by the characters before it: the places that share a context of k characters lie side by
/// side, and the character at a random one of them is a draw from the empirical distribution, in whole numbers
/// and in constant time.
///
/// - Complexity: O(n log n) to build; 27 bytes a character.
struct FillerModel {
  /// The longest context, in characters.
  static let order = 4
  /// A context seen in fewer places than this is not used: it would recite.
  static let fewestPlaces = 6

  /// The paragraphs one after another, each after a line feed, as codes; the last code is a line feed.
  let codes: [UInt16]
  /// The scalar of each code; code 0 is the line feed.
  let alphabet: [UInt32]
  /// The class of each code's scalar.
  let classes: [ScalarClass]
  /// The places of the text, sorted by the `order` characters before them, the nearest first.
  let places: [UInt32]
  /// For place p and order k, at p · 4 + k − 1: the group of p among the contexts of k characters.
  let groups: [UInt32]
  /// For each order, where each group begins in `places`, and the end.
  let starts: [[UInt32]]
  /// The longest context of each place that enough other places share, at least 1.
  let depth: [UInt8]
  /// Where each paragraph begins in `codes`.
  let paragraphStarts: [UInt32]
  /// The number of scalars of each paragraph, at most `longestParagraph`.
  let lengths: [UInt32]
  /// The lengths of at least `CorpusMaker.shortestPlant`; all lengths if there are none such.
  let plantLengths: [UInt32]

  private static let longestParagraph = 20_000
  private static let lineFeed: UInt32 = 0x0A

  /// The statistics of these paragraphs, none of them empty.
  init(_ paragraphs: [[UInt32]]) {
    let alphabet = Self.alphabet(of: paragraphs)
    let (codes, paragraphStarts) = Self.encode(paragraphs, in: alphabet)
    let keys = Self.contexts(of: codes)
    let places = (1..<UInt32(codes.count)).sorted { a, b in
      let (x, y) = (keys[Int(a)], keys[Int(b)])
      return x == y ? a < b : x < y
    }
    var groups = [UInt32](repeating: 0, count: (codes.count + 1) * Self.order)
    var starts = [[UInt32]](repeating: [], count: Self.order)
    for (rank, place) in places.enumerated() {
      for k in 1...Self.order {
        let shift = 64 - 16 * k
        let isNew =
          rank == 0 || keys[Int(place)] >> shift != keys[Int(places[rank - 1])] >> shift
        if isNew { starts[k - 1].append(UInt32(rank)) }
        groups[Int(place) * Self.order + k - 1] = UInt32(starts[k - 1].count - 1)
      }
    }
    for k in 0..<Self.order { starts[k].append(UInt32(places.count)) }
    var depth = [UInt8](repeating: 1, count: codes.count + 1)
    for place in 1..<codes.count {
      for k in stride(from: Self.order, to: 1, by: -1) {
        let group = Int(groups[place * Self.order + k - 1])
        if starts[k - 1][group + 1] - starts[k - 1][group] >= Self.fewestPlaces {
          depth[place] = UInt8(k)
          break
        }
      }
    }
    self.codes = codes
    self.alphabet = alphabet
    classes = alphabet.map { ScalarClass(of: $0) }
    self.places = places
    self.groups = groups
    self.starts = starts
    self.depth = depth
    self.paragraphStarts = paragraphStarts
    lengths = paragraphs.map { UInt32(min($0.count, Self.longestParagraph)) }
    let long = lengths.filter { $0 >= CorpusMaker.shortestPlant }
    plantLengths = long.isEmpty ? lengths : long
  }

  /// The line feed, then every other scalar in rising order; what lies beyond 65,535 scalars is left out.
  private static func alphabet(of paragraphs: [[UInt32]]) -> [UInt32] {
    var seen = [Bool](repeating: false, count: 0x11_0000)
    for paragraph in paragraphs {
      for scalar in paragraph { seen[Int(scalar)] = true }
    }
    seen[Int(lineFeed)] = false
    return [lineFeed]
      + (0..<0x11_0000).lazy.filter { seen[$0] }.map(UInt32.init).prefix(Int(UInt16.max))
  }

  private static func encode(
    _ paragraphs: [[UInt32]], in alphabet: [UInt32]
  ) -> (codes: [UInt16], starts: [UInt32]) {
    var codeOf = [UInt16](repeating: 0, count: 0x11_0000)
    for (code, scalar) in alphabet.enumerated() { codeOf[Int(scalar)] = UInt16(code) }
    var codes: [UInt16] = [0]
    var starts: [UInt32] = []
    for paragraph in paragraphs {
      starts.append(UInt32(codes.count))
      for scalar in paragraph where codeOf[Int(scalar)] != 0 { codes.append(codeOf[Int(scalar)]) }
      codes.append(0)
    }
    return (codes, starts)
  }

  /// For each place the four codes before it, the nearest in the highest bits; line feeds before the text.
  private static func contexts(of codes: [UInt16]) -> [UInt64] {
    var key: UInt64 = 0
    return codes.map { code in
      defer { key = key >> 16 | UInt64(code) << 48 }
      return key
    }
  }
}
