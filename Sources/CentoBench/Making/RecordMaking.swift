internal import CentoText

/// A record before it is written.
struct MadeRecord {
  var text: [UInt32]
  var plants: [Plant]
}

/// A copied passage: what it says now, and where each of its parts came from and went.
private struct Copy {
  struct Part {
    let original: Int
    let source: Range<Int>
    let target: Range<Int>
    let origin: Plant.Origin
  }

  var text: [UInt32] = []
  var parts: [Part] = []
  var kind: PlantKind
  var rate: Int
}

extension CorpusMaker {
  /// Record number `index`, made from nothing.
  func record(at index: Int, twin: Bool) -> MadeRecord {
    let role = plan.role(of: index)
    let special = specialParagraph(of: index)
    var text: [UInt32] = []
    var plants: [Plant] = []
    for paragraph in 0..<options.paragraphsPerRecord {
      if paragraph > 0 { text.append(0x0A) }
      var numbers = SeededNumbers(
        seed: options.seed, for: .paragraph, at: index, paragraph)
      guard paragraph == special, role != .filler else {
        text += model.paragraph(&numbers)
        continue
      }
      switch role {
      case .filler: break
      case .original(let plant, let part): text += original(of: plant, part: part).text
      case .copy(let plant):
        let host = model.paragraph(&numbers)
        plants = append(copyOf: plant, host: host, to: &text, in: index, twin: twin)
      }
    }
    // Offsets in bytes need the whole text only up to the plant, but the plant may stand anywhere
    // in it.
    return MadeRecord(text: text, plants: plants)
  }

  /// The paragraph of a record that holds its original or its copy.
  private func specialParagraph(of index: Int) -> Int {
    if options.paragraphsPerRecord == 1 { return 0 }
    var numbers = SeededNumbers(seed: options.seed, for: .role, at: index, 1)
    return numbers.below(options.paragraphsPerRecord)
  }

  private func append(
    copyOf plant: Int, host: [UInt32], to text: inout [UInt32], in index: Int, twin: Bool
  ) -> [Plant] {
    let recipe = plan.recipe(of: plant)
    var numbers = SeededNumbers(seed: options.seed, for: .plant, at: plant)
    let copy = copy(of: plant, recipe, &numbers)
    var inserted = copy.text
    if twin {
      var fresh = SeededNumbers(seed: options.seed, for: .twin, at: plant)
      inserted = model.exactly(inserted.count, &fresh)
    }
    let start: Int
    if recipe.shape == .paragraph {
      start = text.count
      text += inserted
    } else {
      start = Self.insert(inserted, into: host, of: &text, &numbers)
    }
    if twin { return [] }
    return copy.parts.map { part in
      let target = part.target.lowerBound + start..<part.target.upperBound + start
      return Plant(
        a: side(of: part.source, inOriginal: part.original),
        b: Plant.Side(
          document: Self.id(of: index), span: SourceSpan(scalars: target, bytesIn: text)),
        kind: copy.kind, ratePerMille: copy.rate, shape: recipe.shape, origin: part.origin)
    }
  }

  /// Puts a passage into filler at a seam between clauses, or at its end, and says where it begins.
  private static func insert(
    _ passage: [UInt32], into host: [UInt32], of text: inout [UInt32],
    _ numbers: inout SeededNumbers
  ) -> Int {
    func needsSpace(_ left: UInt32, _ right: UInt32) -> Bool {
      let kinds = [ScalarClass(of: left), ScalarClass(of: right)]
      return !kinds.contains(.space) && left < 0x2E80 && right < 0x2E80
    }
    let seams = Clauses.seams(in: host)
    let seam = seams.isEmpty ? host.count : seams[numbers.below(seams.count)]
    text += host[..<seam]
    if let last = text.last, let first = passage.first, seam > 0, needsSpace(last, first) {
      text.append(0x20)
    }
    let start = text.count
    text += passage
    if seam < host.count {
      if needsSpace(text[text.count - 1], host[seam]) { text.append(0x20) }
      text += host[seam...]
    }
    return start
  }

  private func copy(
    of plant: Int, _ recipe: CorpusPlan.Recipe, _ numbers: inout SeededNumbers
  ) -> Copy {
    let members = plan.members(of: plant)
    var copy = Copy(kind: recipe.kind, rate: recipe.rate)
    for (part, record) in members.originals.enumerated() {
      let (text, origin) = original(of: plant, part: part)
      var source = recipe.shape == .paragraph ? 0..<text.count : Self.excerpt(of: text, &numbers)
      if recipe.kind == .splice { source = Self.half(part, of: source, in: text) }
      let passage = Array(text[source])
      // Half of a single character is nothing.
      guard !passage.isEmpty else { continue }
      var changed = PlantEditor(model: model)
        .edited(passage, recipe.kind, rate: recipe.rate, &numbers)
      if changed.isEmpty { changed = passage }
      if changed == passage, recipe.kind != .splice {
        // Nothing there that the kind could change: the truth is what stands there, not what was
        // meant.
        (copy.kind, copy.rate) = (.verbatim, 0)
      }
      if let last = copy.text.last, last < 0x2E80, passage[0] < 0x2E80 { copy.text.append(0x20) }
      let start = copy.text.count
      copy.text += changed
      copy.parts.append(
        Copy.Part(
          original: record, source: source, target: start..<copy.text.count, origin: origin))
    }
    return copy
  }

  /// Between `shortestPlant` and `longestExcerpt` scalars, words whole, no white space at the ends.
  private static func excerpt(of text: [UInt32], _ numbers: inout SeededNumbers) -> Range<Int> {
    let longest = min(longestExcerpt, text.count)
    guard longest > shortestPlant else { return 0..<text.count }
    let target = shortestPlant + numbers.below(longest - shortestPlant + 1)
    let wording = TextPiece.pieces(of: text).filter(\.isWording)
    guard let first = wording.last(where: { $0.range.lowerBound + target <= text.count }) else {
      return 0..<text.count
    }
    let starts = wording.prefix { $0.range.lowerBound <= first.range.lowerBound }
    let low = starts[numbers.below(starts.count)].range.lowerBound
    let end = wording.last {
      $0.range.upperBound <= low + longestExcerpt
        && $0.range.lowerBound < low + target
    }
    return low..<max(low + 1, end?.range.upperBound ?? low + target)
  }

  /// The first or the second half of a passage, cut between two pieces, without white space at its
  /// ends.
  private static func half(_ part: Int, of passage: Range<Int>, in text: [UInt32]) -> Range<Int> {
    let pieces = TextPiece.pieces(of: Array(text[passage]))
    let middle = passage.count / 2
    let cut =
      passage.lowerBound
      + (pieces.first { $0.range.lowerBound >= middle }?.range.lowerBound ?? middle)
    var half = part == 0 ? passage.lowerBound..<cut : cut..<passage.upperBound
    while !half.isEmpty, ScalarClass(of: text[half.lowerBound]) == .space {
      half = half.lowerBound + 1..<half.upperBound
    }
    while !half.isEmpty, ScalarClass(of: text[half.upperBound - 1]) == .space {
      half = half.lowerBound..<half.upperBound - 1
    }
    return half
  }

  /// Where a range of an original's paragraph stands in its record.
  private func side(of range: Range<Int>, inOriginal record: Int) -> Plant.Side {
    var text: [UInt32] = []
    let special = specialParagraph(of: record)
    for paragraph in 0..<special {
      var numbers = SeededNumbers(seed: options.seed, for: .paragraph, at: record, paragraph)
      text += model.paragraph(&numbers)
      text.append(0x0A)
    }
    let start = text.count
    if case .original(let plant, let part) = plan.role(of: record) {
      text += original(of: plant, part: part).text
    }
    return Plant.Side(
      document: Self.id(of: record),
      span: SourceSpan(
        scalars: range.lowerBound + start..<range.upperBound + start, bytesIn: text))
  }
}

extension SourceSpan {
  /// The span of a range of scalars of a text that is not encoded yet.
  fileprivate init(scalars: Range<Int>, bytesIn text: [UInt32]) {
    let low = text[..<scalars.lowerBound].reduce(0) { $0 + RecordLine.length(of: $1) }
    let high = text[scalars].reduce(low) { $0 + RecordLine.length(of: $1) }
    self.init(scalars: scalars, bytes: low..<high)
  }
}
