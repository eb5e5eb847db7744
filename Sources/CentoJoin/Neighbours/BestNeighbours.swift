/// The best neighbours of a row so far, the best first.
struct BestNeighbours {
  let wanted: Int
  let floor: Double?
  private(set) var pairs: [ScoredPair] = []
  private var scores: [Int] = []

  init(wanted: Int, floor: Double?) {
    self.wanted = wanted
    self.floor = floor
  }

  /// The least cosine with which a row may still come in: it rises as better ones are found.
  ///
  /// A full list lets in whatever prints like its last one, since an earlier row would displace
  /// that.
  var bar: Double {
    let least = floor ?? 0
    guard let last = scores.last, scores.count == wanted else { return least }
    return max(least, (Double(last) - 0.5) * 1e-6)
  }

  /// Takes a pair in if it is among the best.
  mutating func insert(_ pair: ScoredPair) {
    guard floor.map({ pair.cosine >= $0 }) ?? (pair.cosine > 0) else { return }
    let score = pair.millionths
    var place = pairs.count
    while place > 0
      && (score > scores[place - 1] || (score == scores[place - 1] && pair.b < pairs[place - 1].b))
    {
      place -= 1
    }
    guard place < wanted else { return }
    pairs.insert(pair, at: place)
    scores.insert(score, at: place)
    if pairs.count > wanted {
      pairs.removeLast()
      scores.removeLast()
    }
  }
}
