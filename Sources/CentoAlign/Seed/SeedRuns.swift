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
struct SeedRuns: Sendable {
  private let stream: ComparisonStream
  private let background: Background
  private let comparability: Comparability
  private let signs: [Sign]

  /// What growing a run asks of a sign, in one place: the signs of a seed lie all over the memory.
  private struct Sign {
    let symbol: UInt32
    let weight: UInt16
    /// The length of the seed that ends here; 0 where there is none, or where it is common.
    let seedLength: UInt8
  }

  init(stream: ComparisonStream, background: Background, comparability: Comparability) {
    self.stream = stream
    self.background = background
    self.comparability = comparability
    signs = stream.symbols.indices.map { place in
      Sign(
        symbol: stream.symbols[place],
        weight: UInt16(clamping: background.weights[place]),
        seedLength: background.common[place] ? 0 : background.seedLengths[place])
    }
  }

  /// The runs of a text, by later text, then place in the text, then place in the later one.
  ///
  /// A seed of the greatest length that more than `Background.often` places share is followed for
  /// the next `neighbours` places only: a passage with thousands of copies gives chains, which make
  /// a family, not all pairs.
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
    for place in stream.range(ofText: text) where background.seedLengths[place] != 0 {
      let isCommon = background.common[place]
      let most = isCommon ? Self.neighbours : Int(Background.often)
      var slot = Int(background.slots[place])
      let last = slot + most
      while slot < last, background.occurrences[slot] < Background.lastOfSeed {
        slot += 1
        let other = Int(background.occurrences[slot] & ~Background.lastOfSeed)
        let otherText = Int(stream.texts[other])
        if otherText != known {
          known = otherText
          allowed = comparability.allows(text, otherText)
        }
        if allowed, isCommon || !continues(place, other) {
          hits.append(UInt64(other - place) << 32 | UInt64(place))
        }
      }
    }
    hits.sort()
    return hits
  }

  /// The places that a common seed is followed to.
  private static let neighbours = 8

  /// Whether the places before these share a seed too, and so a hit that grows into the same run.
  ///
  /// A common seed is not followed everywhere (see `runs`), so it continues nothing.
  @inline(__always)
  private func continues(_ place: Int, _ other: Int) -> Bool {
    guard place > 0 else { return false }
    let length = signs[place - 1].seedLength
    guard length > 0, signs[other - 1].seedLength == length else { return false }
    let own = background.seedLengths[place]
    if length < own { return true }
    return length == own && signs[place - Int(length)].symbol == signs[other - Int(length)].symbol
  }

  /// The longest run through a place on a diagonal; inside one text its sides do not overlap.
  private func grow(_ place: Int, _ distance: Int) -> Run {
    let text = Int(stream.texts[place])
    let otherText = Int(stream.texts[place + distance])
    let own = stream.range(ofText: text)
    let other = stream.range(ofText: otherText)
    let low = max(own.lowerBound, other.lowerBound - distance)
    let high = min(own.upperBound, other.upperBound - distance)
    var worth: Int32 = 0
    var start = place + 1
    while start > low {
      let (x, y) = (signs[start - 1], signs[start - 1 + distance])
      guard x.symbol == y.symbol else { break }
      worth &+= Int32(min(x.weight, y.weight))
      start -= 1
    }
    var end = place + 1
    while end < high {
      let (x, y) = (signs[end], signs[end + distance])
      guard x.symbol == y.symbol else { break }
      worth &+= Int32(min(x.weight, y.weight))
      end += 1
    }
    if text == otherText, end > start + distance {
      end = start + distance
      worth = (start..<end).reduce(0) {
        $0 &+ Int32(min(signs[$1].weight, signs[$1 + distance].weight))
      }
    }
    return Run(
      a: Int32(start), b: Int32(start + distance), length: Int32(end - start), worth: worth)
  }
}
