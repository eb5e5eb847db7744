internal import CentoGrams
internal import CentoParallel

/// The texts that labels are taken from, cut into words.
///
/// Words are those between spaces, and learnt ones where words are not spaced (see `LearntWords`).
/// Each cluster gives its innermost units, about as many signs as any other cluster.
struct LabelText: Sendable {
  /// What stands at one place.
  struct Token: Sendable {
    /// The word's number: equal words, equal numbers.
    let word: Int
    /// Which of the sampled units it stands in.
    let unit: Int
    /// Whether the next token follows without a break: at once where words are not spaced, else after
    /// one space.
    var joined: Bool
    /// Whether a number stands at once before it, or touches it where words are spaced.
    var measures = false
    /// Whether something stops before it.
    var opens = false
    /// Whether something stops behind it.
    var closes = false
  }

  /// A distinct word.
  struct Word: Sendable {
    let spelling: [UInt32]
    let spaced: Bool
    /// Whether its last sign is one that numbers are written with, and whether all are.
    let endsInNumeral: Bool
    let isNumber: Bool
    /// How many units have it.
    var units = 0
    /// The last of them.
    var lastUnit = -1
  }

  /// All tokens; those of a unit stand together.
  private(set) var tokens: [Token] = []
  /// The distinct words, in order of first use.
  private(set) var words: [Word] = []
  /// The cluster of each sampled unit.
  private(set) var clusters: [Int] = []

  /// Whether a quarter of the units of every cluster have the word.
  private var everywhere: [Bool] = []

  /// Signs read of all clusters together.
  private static let signsRead = 400_000

  /// Cuts the innermost units of each cluster; `central` has their numbers, innermost first.
  init(texts: [[UInt32]], central: [[Int]], threads: Int) {
    var chosen: [Int] = []
    let share = LabelText.signsRead / max(1, central.count)
    for (cluster, units) in central.enumerated() {
      var read = 0
      for unit in units where read < share {
        chosen.append(unit)
        clusters.append(cluster)
        read += texts[unit].count
      }
    }
    let read = chosen
    let runs = Parallel.map(count: read.count, threads: threads) {
      TopicRun.runs(in: texts[read[$0]])
    }
    var signs: [UInt32] = [0]
    var places: [Int] = []
    for (unit, runs) in zip(chosen, runs) {
      places.append(signs.count)
      for run in runs where run.kind == .unspaced {
        signs.append(contentsOf: texts[unit][run.range])
        signs.append(0)
      }
    }
    let learnt = LearntWords(signs: signs, threads: threads)
    let (starts, all) = (places, signs)
    let cuts = Parallel.map(count: read.count, threads: threads) { number in
      LabelText.cut(
        texts[read[number]], runs[number], starting: starts[number], signs: all, learnt: learnt)
    }
    var numbers: [TopicTerm: Int] = [:]
    for (number, unit) in chosen.enumerated() {
      let text = texts[unit]
      var next = 0
      for (index, run) in runs[number].enumerated() {
        let first = tokens.count
        while next < cuts[number].count, cuts[number][next].run == index {
          add(cuts[number][next], text, spaced: run.kind == .word, unit: number, numbers: &numbers)
          next += 1
        }
        guard first < tokens.count else { continue }
        let beside = run.surroundings(in: text)
        tokens[first].measures = beside.touchesNumber
        for next in (first + 1)..<max(first + 1, tokens.count)
        where words[tokens[next - 1].word].endsInNumeral {
          tokens[next].measures = true
        }
        tokens[first].opens = beside.opens
        tokens[tokens.count - 1].closes = beside.closes
      }
    }
    everywhere = wordsOfEveryCluster(count: central.count)
  }

  /// By sorting, not in a table of words by clusters: there may be as many clusters as units.
  private func wordsOfEveryCluster(count: Int) -> [Bool] {
    var last = [Int](repeating: -1, count: words.count)
    var uses: [UInt64] = []
    for token in tokens where last[token.word] != token.unit {
      last[token.word] = token.unit
      uses.append(UInt64(token.word) << 32 | UInt64(clusters[token.unit]))
    }
    uses.sort()
    var sizes = [Int](repeating: 0, count: count)
    for cluster in clusters { sizes[cluster] += 1 }
    var reached = [Int](repeating: 0, count: words.count)
    var first = 0
    while first < uses.count {
      var end = first
      while end < uses.count, uses[end] == uses[first] { end += 1 }
      let cluster = Int(uses[first] & 0xFFFF_FFFF)
      if (end - first) * 4 >= sizes[cluster] { reached[Int(uses[first] >> 32)] += 1 }
      first = end
    }
    return reached.map { $0 == count }
  }

  /// A word cut out of a run of a text.
  private struct Piece: Sendable {
    let run: Int
    /// Where it stands in the text.
    let range: Range<Int>
    let key: TopicTerm
    let joined: Bool
  }

  /// The words of a text, whose unspaced runs stand in `signs` from `start` on.
  private static func cut(
    _ text: [UInt32], _ runs: [TopicRun], starting start: Int, signs: [UInt32], learnt: LearntWords
  ) -> [Piece] {
    var pieces: [Piece] = []
    var place = start
    for (index, run) in runs.enumerated() {
      switch run.kind {
      case .word:
        let next = index + 1 < runs.count ? runs[index + 1] : nil
        let joined =
          next?.kind == .word && next?.range.lowerBound == run.range.upperBound + 1
          && text[run.range.upperBound] == 0x20
        pieces.append(
          Piece(
            run: index, range: run.range, key: TopicTerm(word: text[run.range]), joined: joined))
      case .unspaced:
        let end = place + run.range.count
        let shift = run.range.lowerBound - place
        for word in learnt.words(in: place..<end) {
          pieces.append(
            Piece(
              run: index, range: word.lowerBound + shift..<word.upperBound + shift,
              key: TopicTerm(word: signs[word]), joined: word.upperBound < end))
        }
        place = end + 1
      }
    }
    return pieces
  }

  private mutating func add(
    _ piece: Piece, _ text: [UInt32], spaced: Bool, unit: Int, numbers: inout [TopicTerm: Int]
  ) {
    let number = numbers[piece.key] ?? words.count
    if number == words.count {
      numbers[piece.key] = number
      let spelling = Array(text[piece.range])
      words.append(
        Word(
          spelling: spelling, spaced: spaced,
          endsInNumeral: spelling.last.map(LabelText.numerals.contains) ?? false,
          isNumber: spelling.allSatisfy(LabelText.numerals.contains)))
    }
    if words[number].lastUnit != unit {
      words[number].lastUnit = unit
      words[number].units += 1
    }
    tokens.append(Token(word: number, unit: unit, joined: piece.joined))
  }

  /// The words of the tokens at `places`, as they would be printed.
  func spelling(_ places: Range<Int>) -> [UInt32] {
    var text: [UInt32] = []
    for place in places {
      let word = words[tokens[place].word]
      if !text.isEmpty, word.spaced { text.append(0x20) }
      text.append(contentsOf: word.spelling)
    }
    return text
  }

  /// How many of the sampled units have this word.
  func units(with word: Int) -> Int { words[word].units }

  /// Whether a phrase may begin or end with this word.
  ///
  /// One sign alone, where words are not spaced, is a particle or a piece, and a number is no subject; a spaced word that a quarter of
  /// the units of every cluster have is a particle, or the theme.
  func mayEdge(_ word: Int) -> Bool {
    words[word].spaced ? !everywhere[word] : words[word].spelling.count > 1 && !isNumber(word)
  }

  /// Whether a word alone may be a term: more than one sign, not one letter repeated (a mask), not a
  /// number written in characters.
  func mayStand(_ word: Int) -> Bool {
    let spelling = words[word].spelling
    return spelling.count > 1
      && !(words[word].spaced && spelling.allSatisfy { $0 == spelling[0] })
      && !isNumber(word)
  }

  private func isNumber(_ word: Int) -> Bool { words[word].isNumber }

  /// The characters that numbers are written in: 〇零一二两三四五六七八九十百千万亿兆第.
  private static let numerals = Set("〇零一二两三四五六七八九十百千万亿兆第".unicodeScalars.map(\.value))
}
