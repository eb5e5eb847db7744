/// How much the text after a place goes on with the words of the text before it.
///
/// The idea of TextTiling (Hearst, Computational Linguistics 1997): where the subject changes, the windows on both
/// sides share few words. Words are pairs of neighbouring Chinese characters and whole words of alphabets; a word
/// weighs less the more lines of the document hold it, so that a theme common to all articles does not hide a seam.
struct Cohesion {
  /// Scalars of a window on either side.
  static let window = 700

  private let manuscript: Manuscript
  private let lineFrequency: [UInt32]
  private static let slots = 1 << 17

  /// Counts in how many lines every word stands.
  ///
  /// - Complexity: O(scalars).
  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    var frequency = [UInt32](repeating: 0, count: Self.slots)
    var seenIn = [Int32](repeating: -1, count: Self.slots)
    for (place, line) in manuscript.lines.enumerated() {
      Self.words(of: manuscript.text, in: line.bytes, limit: .max) { word in
        if seenIn[word] != Int32(truncatingIfNeeded: place) {
          seenIn[word] = Int32(truncatingIfNeeded: place)
          frequency[word] += 1
        }
      }
    }
    lineFrequency = frequency
  }

  /// The cosine of the windows before and from the line at `place`, from 0 to 1.
  func across(_ place: Int) -> Double {
    cosine(weighted(before: place), weighted(from: place))
  }

  /// How much of the weight of the line's own words returns in the text before it and after it, each from 0 to 1.
  func echoes(of place: Int) -> (before: Double, after: Double) {
    let own = weighted(lines: place..<place + 1, room: Self.window)
    return (
      share(of: own, in: weighted(before: place)), share(of: own, in: weighted(from: place + 1))
    )
  }

  private typealias Bag = [(word: Int, weight: Double)]

  private func weighted(before place: Int) -> Bag {
    var start = place
    var room = Self.window
    while start > 0, room > 0 {
      start -= 1
      room -= manuscript.lines[start].scalars.count
    }
    return weighted(lines: start..<place, room: Self.window, fromEnd: true)
  }

  private func weighted(from place: Int) -> Bag {
    var end = place
    var room = Self.window
    while end < manuscript.lines.count, room > 0 {
      room -= manuscript.lines[end].scalars.count
      end += 1
    }
    return weighted(lines: place..<end, room: Self.window)
  }

  private func weighted(lines: Range<Int>, room: Int, fromEnd: Bool = false) -> Bag {
    var words: [Int] = []
    var room = room
    for place in fromEnd ? Array(lines.reversed()) : Array(lines) where room > 0 {
      let line = manuscript.lines[place]
      var bytes = line.bytes
      if line.scalars.count > room {
        if fromEnd {
          let start = manuscript.text.byteOffset(ofScalar: line.scalars.upperBound - room)
          bytes = start..<bytes.upperBound
        }
      }
      Self.words(of: manuscript.text, in: bytes, limit: room) { words.append($0) }
      room -= line.scalars.count
    }
    words.sort()
    var bag: Bag = []
    var start = 0
    while start < words.count {
      var end = start
      while end < words.count, words[end] == words[start] { end += 1 }
      bag.append((words[start], weight(of: words[start], count: end - start)))
      start = end
    }
    return bag
  }

  private func weight(of word: Int, count: Int) -> Double {
    let rarity = Double(manuscript.lines.count + 1) / Double(lineFrequency[word] + 1)
    return logarithm(1 + Double(count)) * logarithm(1 + rarity)
  }

  private func cosine(_ a: Bag, _ b: Bag) -> Double {
    let norms =
      a.reduce(0) { $0 + $1.weight * $1.weight } * b.reduce(0) { $0 + $1.weight * $1.weight }
    guard norms > 0 else { return 0 }
    var sum = 0.0
    Self.shared(a, b) { sum += $0 * $1 }
    return sum / norms.squareRoot()
  }

  private func share(of own: Bag, in other: Bag) -> Double {
    let all = own.reduce(0) { $0 + $1.weight }
    guard all > 0 else { return 0 }
    var sum = 0.0
    Self.shared(own, other) { weight, _ in sum += weight }
    return sum / all
  }

  private static func shared(_ a: Bag, _ b: Bag, _ body: (Double, Double) -> Void) {
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i].word == b[j].word {
        body(a[i].weight, b[j].weight)
        (i, j) = (i + 1, j + 1)
      } else if a[i].word < b[j].word {
        i += 1
      } else {
        j += 1
      }
    }
  }

  /// Calls `body` with the slot of every word in `bytes`: pairs of Chinese characters, words of three letters on.
  @inline(__always)
  private static func words(
    of text: SourceText, in bytes: Range<Int>, limit: Int, _ body: (Int) -> Void
  ) {
    var offset = bytes.lowerBound
    var previous: UInt32 = 0
    var hash: UInt32 = 0
    var letters = 0
    var count = 0
    while offset < bytes.upperBound, count < limit {
      let (value, length) = text.scalar(atByte: offset)
      offset += length
      count += 1
      let kind = ScalarClass(of: value)
      if kind == .letter || kind == .hangul || kind == .mark {
        hash = (hash ^ Signs.key(value)) &* 0x9E37_79B1
        hash ^= hash >> 15
        letters += 1
        previous = 0
        continue
      }
      if letters >= 3 { body(Int(hash & UInt32(slots - 1))) }
      (hash, letters) = (0, 0)
      if kind.isUnspaced {
        if previous != 0 {
          var pair = (previous &* 0x85EB_CA6B) ^ (value &* 0xC2B2_AE35)
          pair ^= pair >> 13
          body(Int(pair & UInt32(slots - 1)))
        }
        previous = value
      } else {
        previous = 0
      }
    }
    if letters >= 3 { body(Int(hash & UInt32(slots - 1))) }
  }

  /// The natural logarithm, by halving and a series: the same bits on every machine.
  private func logarithm(_ x: Double) -> Double {
    var (value, halvings) = (x, 0.0)
    while value > 1.414_213_562_373_095_1 {
      value /= 2
      halvings += 1
    }
    let t = (value - 1) / (value + 1)
    let square = t * t
    var (term, sum) = (t, 0.0)
    for odd in stride(from: 1.0, through: 23.0, by: 2.0) {
      sum += term / odd
      term *= square
    }
    return 2 * sum + halvings * 0.693_147_180_559_945_3
  }
}
