internal import CentoText

/// Changes a copied passage the way authors and tools do, by kind and rate.
///
/// A rate is a share of what the kind can change, in thousandths; a rate above 0 changes at least
/// one thing, if there is one.
package struct PlantEditor {
  let model: FillerModel

  /// An editor that takes the words it puts in from this model.
  package init(model: FillerModel) {
    self.model = model
  }

  /// `text` with edits of `kind` at `rate`, without white space at its ends; unchanged for kinds
  /// without a rate.
  package func edited(
    _ text: [UInt32], _ kind: PlantKind, rate: Int, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    switch kind {
    case .verbatim, .splice: return text
    case .substitution, .insertion, .deletion:
      return reworded(text, rate: rate, &numbers) { _ in kind }
    case .masking: return Masking.masked(text, rate: rate, &numbers)
    case .digits: return DigitChange.changed(text, rate: rate, &numbers)
    case .width: return SignVariants.varied(text, rate: rate, &numbers)
    case .clauses: return reordered(text, rate: rate, &numbers)
    case .mixed:
      let kinds: [PlantKind] = [.substitution, .insertion, .deletion]
      var result = reworded(text, rate: rate, &numbers) { kinds[$0.below(kinds.count)] }
      result = Masking.masked(result, rate: rate, &numbers)
      result = DigitChange.changed(result, rate: rate, &numbers)
      return SignVariants.varied(result, rate: rate, &numbers)
    }
  }

  /// Each of a share of the words and signs, substituted, followed by another one, or left out.
  private func reworded(
    _ text: [UInt32], rate: Int, _ numbers: inout SeededNumbers,
    _ kind: (inout SeededNumbers) -> PlantKind
  ) -> [UInt32] {
    let pieces = TextPiece.pieces(of: text)
    let wording = pieces.indices.filter { pieces[$0].isWording }
    var chosen = [Bool](repeating: false, count: pieces.count)
    let places = numbers.places(Self.share(rate, of: wording.count), of: wording.count)
    for place in places { chosen[wording[place]] = true }
    var result: [UInt32] = []
    var skipsSpace = false
    for (index, piece) in pieces.enumerated() {
      if skipsSpace, piece.kind == .space {
        skipsSpace = false
        continue
      }
      skipsSpace = false
      let original = Array(text[piece.range])
      guard chosen[index] else {
        result += original
        continue
      }
      switch kind(&numbers) {
      case .deletion: skipsSpace = piece.kind == .word
      case .insertion:
        result += original
        if piece.kind == .word { result.append(0x20) }
        result += replacement(for: original, piece.kind, &numbers)
      default: result += replacement(for: original, piece.kind, &numbers)
      }
    }
    return result.trimmed
  }

  private func replacement(
    for original: [UInt32], _ kind: TextPiece.Kind, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    for _ in 0..<8 {
      let drawn =
        kind == .word
        ? model.word(&numbers)
        : [model.scalar(like: ScalarClass(of: original[0]), &numbers)]
      if drawn != original { return drawn }
    }
    return [0x58]
  }

  /// Neighbouring clauses exchanged until about `rate` of all clauses have moved.
  private func reordered(
    _ text: [UInt32], rate: Int, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    let clauses = Clauses.ranges(of: text)
    guard clauses.count > 1 else { return text }
    var order = Array(clauses.indices)
    let exchanges = max(1, Self.share(rate, of: clauses.count) / 2)
    for place in numbers.places(exchanges, of: clauses.count / 2) {
      order.swapAt(2 * place, 2 * place + 1)
    }
    var result: [UInt32] = []
    var end = 0
    for (place, clause) in clauses.enumerated() {
      result += text[end..<clause.lowerBound]
      result += text[clauses[order[place]]]
      end = clause.upperBound
    }
    return result + text[end...]
  }

  /// `rate` thousandths of `count`, rounded, at least 1 where both are above 0.
  static func share(_ rate: Int, of count: Int) -> Int {
    guard rate > 0, count > 0 else { return 0 }
    return max(1, (count * rate + 500) / 1000)
  }
}

extension [UInt32] {
  /// The text without white space at its ends.
  var trimmed: [UInt32] {
    var (low, high) = (0, count)
    while low < high, ScalarClass(of: self[low]) == .space { low += 1 }
    while low < high, ScalarClass(of: self[high - 1]) == .space { high -= 1 }
    return low == 0 && high == count ? self : Array(self[low..<high])
  }
}
