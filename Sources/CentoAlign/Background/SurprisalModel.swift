/// How probable each sign is after the signs before it, by what other articles say.
///
/// P_n = (max(c − 3, 0) + 2·(s − 1) + 8·P_{n−1}) / (the same counts of the context + 8), where c
/// counts the gram in other articles and s in the sign's own. The discount forgives the copy itself
/// and two more; an article that repeats itself makes its own phrase cheap.
struct SurprisalModel: Sendable {
  private var probabilities: [Double]

  private static let discount = 3.0
  private static let ownWeight = 2.0
  private static let backOff = 8.0

  init(places: Int) {
    probabilities = [Double](repeating: 1.0 / 4096, count: places)
  }

  /// Goes from grams one shorter to these.
  mutating func refine(
    _ stream: ComparisonStream, _ articles: [Range<Int>], contexts: GramRanks, grams: GramRanks
  ) {
    var ownContexts = [UInt32](repeating: 0, count: contexts.counts.count)
    var ownGrams = [UInt32](repeating: 0, count: grams.counts.count)
    for article in articles {
      for place in article {
        ownContexts[Int(contexts.ids[place])] &+= 1
        ownGrams[Int(grams.ids[place])] &+= 1
      }
      for place in article {
        var context = 1
        if grams.length > 1 {
          guard place > 0, stream.texts[place - 1] == stream.texts[place] else { continue }
          context = Int(contexts.ids[place - 1])
          guard context != 0 else { continue }
        }
        let id = Int(grams.ids[place])
        let seen = id == 0 ? 0 : Self.mass(all: grams.counts[id], own: ownGrams[id])
        let room = Self.mass(all: contexts.counts[context], own: ownContexts[context])
        probabilities[place] =
          (seen + Self.backOff * probabilities[place]) / (max(room, seen) + Self.backOff)
      }
      for place in article {
        ownContexts[Int(contexts.ids[place])] = 0
        ownGrams[Int(grams.ids[place])] = 0
      }
    }
  }

  /// The weights in hundredths of a bit, between the floor of the script and the cap.
  func weights(_ scripts: [Script]) -> [Int32] {
    probabilities.indices.map { place in
      max(
        scripts[place].floor,
        Surprisal.hundredths(probabilities[place], atMost: Background.most))
    }
  }

  private static func mass(all: UInt32, own: UInt32) -> Double {
    let others = Double(all) - Double(own)
    return max(others - discount, 0) + ownWeight * max(Double(own) - 1, 0)
  }
}
