/// Unicode normalization from generated tables: decompositions, combining classes, compositions, case foldings.
///
/// Source: The Unicode Standard 15.0, section 3.11 (normalization) and 3.12 (Hangul syllables).
final class Normalization: Sendable {
  /// The one copy of the tables, read when first needed.
  static let shared = Normalization()

  /// The canonical combining class of a scalar.
  let combiningClass: ScalarTable
  /// The scalars that can be the second half of a composition.
  let composesBackwards: ScalarTable
  /// Where in `values` a scalar's decomposition stands: place · 64 + length · 2 + 1 for compatibility; 0 for none.
  private let decomposition: ScalarTable
  private let caseFolding: ScalarTable
  private let values: [UInt32]
  private let compositions: [UInt64: UInt32]
  /// The scalars that have a decomposition, Hangul syllables apart.
  let decomposable: [UInt32]
  /// The scalars that case folding changes.
  let caseVariants: [UInt32]
  /// The scalars of a combining class other than 0.
  let combining: [UInt32]
  /// The scalars of `composesBackwards`.
  let composing: [UInt32]

  private init() {
    var values: [UInt32] = [0]
    var decomposition = ScalarTable()
    var decomposable: [UInt32] = []
    TableWord.forEach(in: UnicodeDecompositions.words) { word in
      for scalar in word.first...word.last {
        let place = UInt32(values.count)
        if word.values.count == 1 {
          values.append(word.values[0] + scalar - word.first)
        } else {
          values += word.values
        }
        let length = UInt32(word.values.count)
        decomposition[scalar] = place << 6 | length << 1 | (word.mark == 0x7E ? 1 : 0)
        decomposable.append(scalar)
      }
    }
    var caseFolding = ScalarTable()
    var caseVariants: [UInt32] = []
    TableWord.forEach(in: UnicodeProperties.caseFoldings) { word in
      for scalar in word.first...word.last {
        let place = UInt32(values.count)
        if word.values.count == 1 {
          values.append(word.values[0] + scalar - word.first)
        } else {
          values += word.values
        }
        caseFolding[scalar] = place << 6 | UInt32(word.values.count) << 1
        caseVariants.append(scalar)
      }
    }
    var combiningClass = ScalarTable()
    var combining: [UInt32] = []
    TableWord.forEach(in: UnicodeProperties.combiningClasses) { word in
      for scalar in word.first...word.last {
        combiningClass[scalar] = word.values[0]
        combining.append(scalar)
      }
    }
    var excluded = ScalarTable()
    TableWord.forEach(in: UnicodeProperties.compositionExclusions) { word in
      for scalar in word.first...word.last { excluded[scalar] = 1 }
    }
    var compositions: [UInt64: UInt32] = [:]
    var composing: [UInt32] = []
    var composesBackwards = ScalarTable()
    for scalar in decomposable where excluded[scalar] == 0 {
      let entry = decomposition[scalar]
      let place = Int(entry >> 6)
      // Singletons, and what begins with a mark, are never composed.
      guard entry & 0x3F == 2 << 1, combiningClass[scalar] == 0,
        combiningClass[values[place]] == 0
      else { continue }
      compositions[UInt64(values[place]) << 32 | UInt64(values[place + 1])] = scalar
      if composesBackwards[values[place + 1]] == 0 { composing.append(values[place + 1]) }
      composesBackwards[values[place + 1]] = 1
    }
    for scalar in [UInt32](Hangul.vowels) + [UInt32](Hangul.trails) {
      composesBackwards[scalar] = 1
      composing.append(scalar)
    }
    self.values = values
    self.decomposition = decomposition
    self.decomposable = decomposable
    self.caseFolding = caseFolding
    self.caseVariants = caseVariants
    self.combiningClass = combiningClass
    self.combining = combining
    self.compositions = compositions
    self.composesBackwards = composesBackwards
    self.composing = composing
  }

  /// What a normalization does beside ordering and composing.
  struct Form: Sendable {
    /// Whether compatibility decompositions are taken too.
    let compatibility: Bool
    /// Whether case is folded between decomposing and ordering.
    let foldsCase: Bool
  }

  /// Adds the full decomposition of `scalar` to `result`.
  func decompose(_ scalar: UInt32, compatibility: Bool, into result: inout [UInt32]) {
    if Hangul.syllables.contains(scalar) {
      Hangul.decompose(scalar, into: &result)
      return
    }
    let entry = decomposition[scalar]
    guard entry != 0 && (compatibility || entry & 1 == 0) else {
      result.append(scalar)
      return
    }
    for value in expansion(entry) {
      decompose(value, compatibility: compatibility, into: &result)
    }
  }

  /// Folds the case of canonically decomposed scalars, and decomposes what that gives (ΐ).
  private func foldCase(_ scalars: inout [UInt32]) {
    guard scalars.contains(where: { caseFolding[$0] != 0 }) else { return }
    var result: [UInt32] = []
    result.reserveCapacity(scalars.count)
    for scalar in scalars {
      let entry = caseFolding[scalar]
      if entry == 0 {
        result.append(scalar)
      } else {
        for value in expansion(entry) { decompose(value, compatibility: false, into: &result) }
      }
    }
    scalars = result
    reorder(&scalars)
  }

  /// Brings `scalars` to a normalization form, its case folded between decomposing and composing (D145).
  func normalize(_ scalars: inout [UInt32], _ form: Form, scratch: inout [UInt32]) {
    scratch.removeAll(keepingCapacity: true)
    for scalar in scalars {
      decompose(scalar, compatibility: form.compatibility, into: &scratch)
    }
    reorder(&scratch)
    if form.foldsCase { foldCase(&scratch) }
    compose(&scratch)
    swap(&scalars, &scratch)
  }

  /// Whether some normalization form takes `scalar` apart, Hangul syllables left out.
  func isDecomposable(_ scalar: UInt32) -> Bool { decomposition[scalar] != 0 }

  /// Whether case folding changes `scalar`.
  func isCaseVariant(_ scalar: UInt32) -> Bool { caseFolding[scalar] != 0 }

  /// The values that a table entry points to.
  private func expansion(_ entry: UInt32) -> ArraySlice<UInt32> {
    let place = Int(entry >> 6)
    return values[place..<(place + Int((entry & 0x3F) >> 1))]
  }

  /// Whether `scalar` may change, or be changed by, what stands before it.
  func continues(_ scalar: UInt32, _ form: Form) -> Bool {
    var first = scalar
    while true {
      if Hangul.syllables.contains(first) { return false }
      let entry = decomposition[first]
      guard entry != 0, form.compatibility || entry & 1 == 0 else { break }
      first = values[Int(entry >> 6)]
    }
    return combiningClass[first] != 0 || composesBackwards[first] != 0
  }

  /// Puts runs of combining marks in canonical order.
  func reorder(_ scalars: inout [UInt32]) {
    var place = 0
    while place < scalars.count {
      guard combiningClass[scalars[place]] != 0 else {
        place += 1
        continue
      }
      var end = place + 1
      var isSorted = true
      while end < scalars.count, combiningClass[scalars[end]] != 0 {
        if combiningClass[scalars[end - 1]] > combiningClass[scalars[end]] { isSorted = false }
        end += 1
      }
      if !isSorted {
        // Class and place in one number make the sort stable, at n log n for runs of any length.
        let keys = (place..<end).map { UInt64(combiningClass[scalars[$0]]) << 32 | UInt64($0) }
        let marks = keys.sorted().map { scalars[Int($0 & 0xFFFF_FFFF)] }
        scalars.replaceSubrange(place..<end, with: marks)
      }
      place = end
    }
  }

  /// Composes decomposed, ordered scalars in place (D117).
  func compose(_ scalars: inout [UInt32]) {
    var kept = 0
    var starter = -1
    var lastClass: UInt32 = 0
    for place in scalars.indices {
      let scalar = scalars[place]
      let ownClass = combiningClass[scalar]
      // A mark is blocked by one of its own class or a higher one; a starter by anything in between.
      let isAdjacent = starter == kept - 1
      if starter >= 0, isAdjacent || lastClass < ownClass && lastClass != 0,
        let composed = composition(scalars[starter], scalar)
      {
        scalars[starter] = composed
        continue
      }
      if ownClass == 0 { starter = kept }
      lastClass = ownClass
      scalars[kept] = scalar
      kept += 1
    }
    scalars.removeSubrange(kept...)
  }

  private func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if composesBackwards[second] == 0 { return nil }
    return Hangul.composition(first, second) ?? compositions[UInt64(first) << 32 | UInt64(second)]
  }
}

/// The arithmetic of Hangul syllables (The Unicode Standard, section 3.12).
enum Hangul {
  static let syllables: Range<UInt32> = 0xAC00..<0xD7A4
  static let leads: Range<UInt32> = 0x1100..<0x1113
  static let vowels: Range<UInt32> = 0x1161..<0x1176
  static let trails: Range<UInt32> = 0x11A8..<0x11C3

  static func decompose(_ syllable: UInt32, into result: inout [UInt32]) {
    let index = syllable - syllables.lowerBound
    result.append(leads.lowerBound + index / 588)
    result.append(vowels.lowerBound + index % 588 / 28)
    if index % 28 != 0 { result.append(trails.lowerBound - 1 + index % 28) }
  }

  static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if leads.contains(first) && vowels.contains(second) {
      return syllables.lowerBound
        + ((first - leads.lowerBound) * 21 + second - vowels.lowerBound) * 28
    }
    if syllables.contains(first) && (first - syllables.lowerBound) % 28 == 0
      && trails.contains(second)
    {
      return first + second - trails.lowerBound + 1
    }
    return nil
  }
}
