import CentoTestSupport
import CentoText
import Testing

/// Texts of every kind that folding could stumble over.
enum FoldingTexts {
  /// Scalars that fold in context, and their neighbours.
  static let awkward: [UInt32] =
    [
      "a", "A", "x", "X", "5", "٣", "中", "國", "某", "か", "가", "\u{1100}", "\u{1161}", "\u{11A8}",
      " ", "\u{3000}", "\u{A0}", "\n", "\u{200B}", "\u{FEFF}", "\u{301}", "\u{323}", "\u{345}",
      "\u{3099}", "\u{309B}", "ﾞ", ".", "…", "。", "·", "-", "—", "'", "’", "″", "´", "*", "×", "＊",
      "ﬁ", "½", "⒈", "ŉ", "ᾳ", "ẞ", "İ", "ǰ", "\u{338}", "<", "＜", "ﷺ", "㍿", "𝐀", "🙶", "\u{9BE}",
    ].compactMap { $0.unicodeScalars.first?.value }

  /// A random text of up to `length` scalars: half awkward, a quarter any of the planes in use, a quarter any at all.
  static func random(_ length: Int, using generator: inout SeededGenerator) -> SourceText {
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...length, using: &generator) {
      let value: UInt32
      switch Int.random(in: 0..<8, using: &generator) {
      case 0..<5: value = awkward.randomElement(using: &generator) ?? 0x61
      case 5: value = UInt32.random(in: 0..<0x3100, using: &generator)
      case 6: value = UInt32.random(in: 0..<0x2_0000, using: &generator)
      default: value = UInt32.random(in: 0..<0x11_0000, using: &generator)
      }
      if let scalar = Unicode.Scalar(value) { view.append(scalar) }
    }
    return SourceText(String(view))
  }

  static func random(steps generator: inout SeededGenerator) -> Folding {
    let bits = Int.random(in: 0..<1024, using: &generator)
    return subset(bits)
  }

  /// The set of steps whose places are set in `bits`.
  static func subset(_ bits: Int) -> Folding {
    Folding(
      FoldingStep.allCases.enumerated().compactMap { bits >> $0 & 1 == 1 ? $1 : nil })
  }

  /// The scalars of these values, each before a neighbour in turn.
  static func between(_ values: ClosedRange<UInt32>, _ neighbours: [Unicode.Scalar]) -> SourceText {
    var view = String.UnicodeScalarView()
    for value in values {
      guard let scalar = Unicode.Scalar(value) else { continue }
      view.append(scalar)
      view.append(neighbours[Int(value) % neighbours.count])
    }
    return SourceText(String(view))
  }
}

@Suite("Folding obeys its laws", .tags(.laws))
struct FoldingLawsTests {
  /// What must be true of any text and folding.
  private func check(_ text: SourceText, _ folding: Folding) {
    let folded = folding.fold(text)
    let staged = folding.foldByStages(text)
    #expect(folded.scalars == staged.scalars, "one pass, \(folding): \(text.hexadecimal)")
    #expect(folded.map == staged.map, "map of one pass, \(folding): \(text.hexadecimal)")
    checkMap(folded, of: text, folding)
    let again = folding.fold(SourceText(folded.string))
    #expect(again.scalars == folded.scalars, "idempotence, \(folding): \(text.hexadecimal)")
    #expect(again.map.isIdentity, "map of folded text, \(folding): \(text.hexadecimal)")
  }

  /// Monotone, inside the text, nothing without a source, and there and back again.
  private func checkMap(_ folded: FoldedText, of text: SourceText, _ folding: Folding) {
    #expect(folded.map.foldedCount == folded.scalars.count)
    var last = 0..<0
    var isSound = true
    for place in folded.scalars.indices {
      let source = folded.map.source(of: FoldedSpan(place..<(place + 1)))
      let isNext = source.lowerBound >= last.upperBound || source == last
      isSound = isSound && isNext && !source.isEmpty && source.upperBound <= text.scalarCount
      let back = folded.map.folded(ofSource: source).scalars
      isSound = isSound && back.contains(place)
      isSound = isSound && folded.map.source(of: FoldedSpan(back)) == source
      last = source
    }
    #expect(isSound, "map, \(folding): \(text.hexadecimal)")
  }

  @Test("random texts, random steps")
  func randomTexts() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<(20_000 * TestKnobs.scale) {
      let folding = FoldingTexts.random(steps: &generator)
      check(FoldingTexts.random(12, using: &generator), folding)
    }
  }

  @Test("every pair of awkward scalars, alone and between others")
  func pairs() {
    let foldings = [0xFF, 0x4F, 0xCF, 0x42, 0x48, 0x8C, 0x47].map(FoldingTexts.subset)
    for first in FoldingTexts.awkward {
      for second in FoldingTexts.awkward {
        for context: [UInt32] in [[], [0x61], [0x4E2D], [0x2E]] {
          let values = context + [first, second] + context
          var view = String.UnicodeScalarView()
          for value in values { view.append(Unicode.Scalar(value) ?? " ") }
          for folding in foldings { check(SourceText(String(view)), folding) }
        }
      }
    }
  }

  @Test(
    "every scalar of Unicode, alone",
    arguments: [Folding.standard, FoldingTexts.subset(0xFF)])
  func everyScalar(folding: Folding) {
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = folding.fold(SourceText(String(scalar)))
      let again = folding.fold(SourceText(folded.string))
      if again.scalars != folded.scalars || !again.map.isIdentity {
        Issue.record("\(folding) of \(String(value, radix: 16))")
      }
      for place in folded.scalars.indices
      where folded.map.source(of: FoldedSpan(place..<(place + 1))) != 0..<1 {
        Issue.record("\(folding), map of \(String(value, radix: 16))")
      }
    }
  }

  @Test("every scalar of the planes in use between others, every subset of steps")
  func everySubset() {
    let neighbours: [[Unicode.Scalar]] = [
      ["a", "中", ".", " "], ["\u{301}", "か", "x", "\u{345}", "'"],
    ]
    for bits in 0..<1024 {
      let folding = FoldingTexts.subset(bits)
      let isThorough = [Folding.standard, .words, Folding(FoldingStep.allCases)].contains(folding)
      let top: UInt32 = isThorough ? 0x10FF : 0x2FF
      for block in stride(
        from: isThorough ? 0 : UInt32(bits % 8), through: top, by: isThorough ? 1 : 8)
      {
        // Planes of Chinese characters and private use hold nothing new for most subsets.
        if !isThorough && (0x36..<0xAB).contains(block) { continue }
        let text = FoldingTexts.between(
          (block << 8)...(block << 8 | 0xFF), neighbours[(bits + Int(block)) % 2])
        let folded = folding.fold(text)
        let again = folding.fold(SourceText(folded.string))
        #expect(again.scalars == folded.scalars, "\(folding), block \(String(block, radix: 16))")
        if isThorough {
          let staged = folding.foldByStages(text)
          #expect(staged.scalars == folded.scalars && staged.map == folded.map)
          checkMap(folded, of: text, folding)
        }
      }
    }
  }

  @Test("one folding after another: the maps join as the foldings do")
  func composition() {
    var generator = SeededGenerator(seed: TestKnobs.seed &+ 1)
    for _ in 0..<(5_000 * TestKnobs.scale) {
      let text = FoldingTexts.random(16, using: &generator)
      let first = FoldingTexts.random(steps: &generator).fold(text)
      let second = FoldingTexts.random(steps: &generator).fold(SourceText(first.string))
      let joined = first.map.composed(with: second.map)
      #expect(joined.foldedCount == second.scalars.count)
      for place in second.scalars.indices {
        let direct = joined.source(of: FoldedSpan(place..<(place + 1)))
        let middle = second.map.source(of: FoldedSpan(place..<(place + 1)))
        let stepwise = first.map.source(of: FoldedSpan(middle))
        // Runs of the two that overlap without one holding the other map whole.
        #expect(
          direct.lowerBound <= stepwise.lowerBound && stepwise.upperBound <= direct.upperBound)
        if direct != stepwise {
          let whole = joined.folded(ofSource: direct)
          #expect(whole.scalars.count > 1)
        }
      }
    }
  }

  @Test("no folding is the identity")
  func identity() {
    var generator = SeededGenerator(seed: TestKnobs.seed &+ 2)
    for _ in 0..<1_000 {
      let text = FoldingTexts.random(40, using: &generator)
      let folded = Folding.none.fold(text)
      #expect(folded.string == text[text.span])
      #expect(folded.map == OffsetMap(identity: text.scalarCount))
    }
  }

  @Test("a slice of the source between plain letters folds to the same as in its place")
  func slices() {
    var generator = SeededGenerator(seed: TestKnobs.seed &+ 3)
    for _ in 0..<(10_000 * TestKnobs.scale) {
      let folding = FoldingTexts.random(steps: &generator)
      var string = "pbp"
      var letters = [1]
      for _ in 0..<4 {
        let piece = FoldingTexts.random(6, using: &generator)
        string += piece[piece.span]
        letters.append(string.unicodeScalars.count + 1)
        string += "pbp"
      }
      let text = SourceText(string)
      let folded = folding.fold(text)
      let low = Int.random(in: 0..<4, using: &generator)
      let high = Int.random(in: (low + 1)...4, using: &generator)
      let source = letters[low]..<(letters[high] + 1)
      let place = folded.map.folded(ofSource: source)
      #expect(folded.map.source(of: place) == source)
      let slice = folding.fold(text, parts: [text.span(scalars: source)])
      #expect(
        slice.scalars == Array(folded.scalars[place.scalars]), "\(folding): \(text.hexadecimal)")
      #expect(slice.map.source(of: FoldedSpan(0..<slice.scalars.count)) == source)
    }
  }

  @Test("text in parts folds like its parts joined, and maps to the whole text")
  func parts() {
    var generator = SeededGenerator(seed: TestKnobs.seed &+ 4)
    for _ in 0..<(5_000 * TestKnobs.scale) {
      let folding = FoldingTexts.random(steps: &generator)
      let text = FoldingTexts.random(20, using: &generator)
      var parts: [SourceSpan] = []
      var kept = OffsetMap()
      var joined = ""
      var place = 0
      while place < text.scalarCount {
        let start = min(text.scalarCount, place + Int.random(in: 0...2, using: &generator))
        let end = min(text.scalarCount, start + Int.random(in: 0...5, using: &generator))
        let part = text.span(scalars: start..<end)
        parts.append(part)
        kept.appendLinear(count: part.count, at: start)
        joined += text[part]
        place = max(end, place + 1)
      }
      let folded = folding.fold(text, parts: parts)
      let whole = folding.fold(SourceText(joined))
      #expect(folded.scalars == whole.scalars)
      #expect(folded.map == kept.composed(with: whole.map))
    }
  }
}

extension SourceText {
  /// The scalars in hexadecimal, for messages.
  var hexadecimal: String {
    scalars(inBytes: 0..<utf8.count).map { String($0, radix: 16) }.joined(separator: " ")
  }
}
