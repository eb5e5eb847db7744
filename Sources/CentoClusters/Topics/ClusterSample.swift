internal import CentoGrams

/// The text of a cluster's innermost units, in which terms are grown and tested.
struct ClusterSample: Sendable {
  /// The runs of the texts, one after the other, with a 0 before, between and after them.
  private let signs: [UInt32]
  private let words: [TopicTerm: Range<Int>]

  init(texts: [[UInt32]], central: [Int], limit: Int) {
    var signs: [UInt32] = [0]
    var words: [TopicTerm: Range<Int>] = [:]
    for unit in central where signs.count < limit {
      let text = texts[unit]
      for run in TopicRun.runs(in: text) where signs.count < limit {
        if run.kind == .word {
          let word = TopicTerm(word: text[run.range])
          if words[word] == nil { words[word] = signs.count..<signs.count + run.range.count }
        }
        signs.append(contentsOf: text[run.range])
        signs.append(0)
      }
    }
    self.signs = signs
    self.words = words
  }

  /// The letters of a word, if the sample has it.
  func word(_ term: TopicTerm) -> [UInt32]? {
    words[term].map { Array(signs[$0]) }
  }

  /// `gram` with the neighbours that stand beside it in most places.
  func grown(_ gram: [UInt32], dominance: Double, longest: Int) -> [UInt32] {
    var term = gram
    var places = occurrences(of: gram)
    while term.count < longest, places.count > 1 {
      let right = commonest(places.map { signs[$0 + term.count] })
      let left = commonest(places.map { signs[$0 - 1] })
      let needed = max(2, Int((dominance * Double(places.count)).rounded(.up)))
      if right.count >= needed, right.count >= left.count {
        places = places.filter { signs[$0 + term.count] == right.sign }
        term.append(right.sign)
      } else if left.count >= needed {
        places = places.filter { signs[$0 - 1] == left.sign }.map { $0 - 1 }
        term.insert(left.sign, at: 0)
      } else {
        break
      }
    }
    return term
  }

  /// How much oftener the first sign meets the rest than chance would have it, or the last sign the rest:
  /// the smaller of both.
  func cohesion(of term: [UInt32]) -> Double {
    guard term.count > 1 else { return 0 }
    let together = Double(occurrences(of: term).count) * Double(signs.count)
    let first = Double(occurrences(of: [term[0]]).count)
    let rest = Double(occurrences(of: Array(term.dropFirst())).count)
    let last = Double(occurrences(of: [term[term.count - 1]]).count)
    let start = Double(occurrences(of: Array(term.dropLast())).count)
    return together / max(1, max(first * rest, last * start))
  }

  private func occurrences(of term: [UInt32]) -> [Int] {
    guard let first = term.first else { return [] }
    var places: [Int] = []
    for place in 1..<max(1, signs.count - term.count) where signs[place] == first {
      if (1..<term.count).allSatisfy({ signs[place + $0] == term[$0] }) { places.append(place) }
    }
    return places
  }

  /// The most frequent sign other than 0, the lower of two as frequent.
  private func commonest(_ neighbours: [UInt32]) -> (sign: UInt32, count: Int) {
    var best: (sign: UInt32, count: Int) = (0, 0)
    var place = 0
    let sorted = neighbours.sorted()
    while place < sorted.count {
      var end = place
      while end < sorted.count, sorted[end] == sorted[place] { end += 1 }
      if sorted[place] != 0, end - place > best.count { best = (sorted[place], end - place) }
      place = end
    }
    return best
  }
}
