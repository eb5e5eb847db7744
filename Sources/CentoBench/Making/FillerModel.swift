internal import CentoText

/// The statistics of a text that filler is drawn from: which character follows which context.
///
/// A character Markov chain of order 4 that backs off (Shannon, 1948). Instead of counts it keeps a
/// step for every place of the text, sorted by the characters before it: the steps that share a
/// context of k characters lie side by side, and a random one of them is a draw from the empirical
/// distribution, in whole numbers and in constant time. A step knows the contexts that it leads to,
/// so that a character costs two reads of memory.
///
/// - Complexity: O(n log n) to build; 34 bytes a character at most, 80 while building.
package struct FillerModel {
  /// The longest context, in characters.
  static let order = 4
  /// A context seen in fewer places than this is not used: it would recite.
  static let fewestPlaces = 6

  /// The scalar of each code; code 0 is the line feed.
  let alphabet: [UInt32]
  /// The class of each code's scalar.
  let classes: [ScalarClass]
  /// The paragraphs one after another, each after a line feed, as codes; the last code is a line
  /// feed.
  let codes: [UInt16]
  /// Four words for every place of the text, sorted by the `order` characters before the place, the
  /// nearest first.
  ///
  /// The first word is what stands there, as a code, and above bit 16 the longest context ending
  /// there that enough other places share. The others are the contexts of orders 2 to 4 that end
  /// there; that of order 1 is the code.
  let steps: [UInt32]
  /// Where each context begins in the sorted places, order after order, each with the end of the
  /// last one.
  ///
  /// Contexts are named by their place in this table; those of order 1 stand first, in the order of
  /// codes.
  let starts: [UInt32]
  /// The number of scalars of each paragraph, at most `longestParagraph`.
  let lengths: [UInt32]
  /// The lengths of at least `CorpusMaker.shortestPlant`; all lengths if there are none such.
  let plantLengths: [UInt32]

  private static let longestParagraph = 20_000
  private static let lineFeed: UInt32 = 0x0A

  /// The statistics of these paragraphs, each with a scalar other than the line feed.
  package init(_ paragraphs: [[UInt32]]) {
    alphabet = Self.alphabet(of: paragraphs)
    classes = alphabet.map { ScalarClass(of: $0) }
    codes = Self.encode(paragraphs, in: alphabet)
    (steps, starts) = Self.steps(through: codes)
    lengths = paragraphs.map { UInt32(min($0.count, Self.longestParagraph)) }
    let long = lengths.filter { $0 >= CorpusMaker.shortestPlant }
    plantLengths = long.isEmpty ? lengths : long
  }

  private static func steps(through codes: [UInt16]) -> (steps: [UInt32], starts: [UInt32]) {
    let keys = contexts(of: codes)
    let places = (1..<codes.count).sorted { a, b in
      keys[a] == keys[b] ? a < b : keys[a] < keys[b]
    }
    var steps = [UInt32](repeating: 0, count: places.count * order)
    var ranks = [UInt32](repeating: 0, count: codes.count)
    for (rank, place) in places.enumerated() {
      ranks[place] = UInt32(rank)
      steps[rank * order] = UInt32(codes[place]) | 1 << 16
    }
    var starts: [UInt32] = []
    for k in 1...order {
      let shift = 64 - 16 * k
      var from = 0
      while from < places.count {
        let context = keys[places[from]] >> shift
        var end = from + 1
        while end < places.count, keys[places[end]] >> shift == context { end += 1 }
        if k > 1 {
          for place in places[from..<end] {
            // The step that leads to this place is the one taken at the place before it.
            let step = Int(ranks[place - 1]) * order
            guard place > 1 else { continue }
            steps[step + k - 1] = UInt32(starts.count)
            if end - from >= fewestPlaces {
              steps[step] = steps[step] & 0xFFFF | UInt32(k) << 16
            }
          }
        }
        starts.append(UInt32(from))
        from = end
      }
      starts.append(UInt32(places.count))
    }
    return (steps, starts)
  }

  /// The line feed, then every other scalar in rising order; what lies beyond 65,535 scalars is
  /// left out.
  private static func alphabet(of paragraphs: [[UInt32]]) -> [UInt32] {
    var seen = [Bool](repeating: false, count: 0x11_0000)
    for paragraph in paragraphs {
      for scalar in paragraph { seen[Int(scalar)] = true }
    }
    seen[Int(lineFeed)] = false
    var alphabet = [lineFeed]
    for scalar in 0..<0x11_0000 where seen[scalar] && alphabet.count <= Int(UInt16.max) {
      alphabet.append(UInt32(scalar))
    }
    return alphabet
  }

  private static func encode(
    _ paragraphs: [[UInt32]], in alphabet: [UInt32]
  ) -> [UInt16] {
    var codeOf = [UInt16](repeating: 0, count: 0x11_0000)
    for (code, scalar) in alphabet.enumerated() { codeOf[Int(scalar)] = UInt16(code) }
    var codes: [UInt16] = [0]
    for paragraph in paragraphs {
      for scalar in paragraph where codeOf[Int(scalar)] != 0 { codes.append(codeOf[Int(scalar)]) }
      codes.append(0)
    }
    return codes
  }

  /// For each place the four codes before it, the nearest in the highest bits; line feeds before
  /// the text.
  private static func contexts(of codes: [UInt16]) -> [UInt64] {
    var key: UInt64 = 0
    return codes.map { code in
      defer { key = key >> 16 | UInt64(code) << 48 }
      return key
    }
  }
}
