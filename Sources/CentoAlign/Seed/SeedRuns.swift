internal import CentoText

/// A stretch that two texts share sign by sign, as far as it goes on both sides.
struct Run: Sendable {
  /// Where it begins in the earlier text, in signs of the whole row.
  var a: Int32
  /// Where it begins in the later text.
  var b: Int32
  /// Its signs.
  var length: Int32
  /// Its worth in hundredths of a bit.
  var worth: Int32

  var endA: Int32 { a + length }
  var endB: Int32 { b + length }
}

/// Which texts are compared with which.
struct Comparability: Sendable {
  let options: ReuseOptions
  let documents: [Int]
  let articles: [Int]

  init(_ texts: [ReuseText], options: ReuseOptions) {
    self.options = options
    documents = texts.map(\.document)
    articles = texts.map(\.article)
  }

  /// Whether two texts, or a text and itself, are compared.
  @inline(__always)
  func allows(_ a: Int, _ b: Int) -> Bool {
    if articles[a] == articles[b], !options.within { return false }
    if let against = options.against, (documents[a] < against) == (documents[b] < against) {
      return false
    }
    return options.pairs?.contains(documents[a], documents[b]) ?? true
  }
}

/// The seeds that a text shares with itself and later texts, grown into runs.
struct SeedRuns {
  let stream: ComparisonStream
  let background: Background
  let comparability: Comparability

  /// The runs of a text, by later text, then place in the text, then place in the later one.
  ///
  /// A seed of the greatest length that more than `Background.often` places share is followed for the next
  /// `neighbours` places only: a passage with thousands of copies gives chains, which make a family, not
  /// all pairs.
  func runs(of text: Int) -> [Run] {
    let hits = hits(of: text)
    var runs: [Run] = []
    var index = 0
    while index < hits.count {
      let diagonal = Int(hits[index] >> 32)
      var place = Int(hits[index] & 0xFFFF_FFFF)
      var end = 0
      while index < hits.count, Int(hits[index] >> 32) == diagonal {
        place = Int(hits[index] & 0xFFFF_FFFF)
        if place >= end {
          let run = grow(place, diagonal)
          end = Int(run.endA)
          if run.length > 0 { runs.append(run) }
        }
        index += 1
      }
    }
    runs.sort { x, y in
      let (textX, textY) = (stream.texts[Int(x.b)], stream.texts[Int(y.b)])
      return (textX, x.a, x.b) < (textY, y.a, y.b)
    }
    return runs
  }

  /// Shared seeds as (distance, place), sorted.
  private func hits(of text: Int) -> [UInt64] {
    var hits: [UInt64] = []
    var known = text
    var allowed = comparability.allows(text, text)
    for place in stream.range(ofText: text) {
      var other = Int(background.next[place])
      var steps = isCommon(place) ? Self.neighbours : Background.often
      while other != 0, steps > 0 {
        let otherText = Int(stream.texts[other])
        if otherText != known {
          known = otherText
          allowed = comparability.allows(text, otherText)
        }
        if allowed, !continues(place, other) { hits.append(UInt64(other - place) << 32 | UInt64(place)) }
        other = Int(background.next[other])
        steps -= 1
      }
    }
    hits.sort()
    return hits
  }

  /// The places that a common seed is followed to.
  private static let neighbours: UInt32 = 8

  /// Whether more places share the seed that ends here than are joined all with all.
  @inline(__always)
  private func isCommon(_ place: Int) -> Bool { background.common[place] }

  /// Whether the places before these share a seed too, and so a hit that grows into the same run.
  ///
  /// A seed that was not cut short by its number of places (see `runs`) is followed everywhere.
  @inline(__always)
  private func continues(_ place: Int, _ other: Int) -> Bool {
    guard place > 0 else { return false }
    let length = background.seedLengths[place - 1]
    guard length > 0, background.seedLengths[other - 1] == length, !isCommon(place - 1) else {
      return false
    }
    let own = background.seedLengths[place]
    if length < own { return true }
    return length == own
      && stream.symbols[place - Int(length)] == stream.symbols[other - Int(length)]
  }

  /// The longest run through a place on a diagonal; inside one text its sides do not overlap.
  private func grow(_ place: Int, _ distance: Int) -> Run {
    let text = Int(stream.texts[place])
    let otherText = Int(stream.texts[place + distance])
    let own = stream.range(ofText: text)
    let other = stream.range(ofText: otherText)
    var start = place
    while start > own.lowerBound, start + distance > other.lowerBound,
      stream.symbols[start - 1] == stream.symbols[start + distance - 1]
    { start -= 1 }
    var end = place + 1
    while end < own.upperBound, end + distance < other.upperBound,
      stream.symbols[end] == stream.symbols[end + distance]
    { end += 1 }
    if text == otherText { end = min(end, start + distance) }
    var worth: Int32 = 0
    for sign in start..<end {
      worth &+= min(background.weights[sign], background.weights[sign + distance])
    }
    return Run(
      a: Int32(start), b: Int32(start + distance), length: Int32(end - start), worth: worth)
  }
}
