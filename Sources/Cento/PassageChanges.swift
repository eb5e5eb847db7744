/// Something that differs between the two places of a passage, in the words of the originals.
public struct PassageChange: Sendable, Hashable {
  /// What kind of thing differs.
  public let kind: TextChange.Kind
  /// What the first place says; empty where the second added something.
  public let a: String
  /// What the second place says; empty where it left something out.
  public let b: String
}

/// Something that differs between the two places of a passage, by its places in the originals.
package struct PlacedChange: Sendable {
  /// What kind of thing differs.
  package let kind: TextChange.Kind
  /// Where it stands in the first place; empty where the second added something.
  package let a: SourceSpan
  /// Where it stands in the second place; empty where it left something out.
  package let b: SourceSpan
}

extension FoldedUnits {
  /// What differs between the two places of a passage, as a person would list it; nothing where
  /// their folded texts are equal.
  ///
  /// - Complexity: see `TextChanges.between`.
  public func changes(in passage: ReusedPassage, of corpus: Corpus) -> [PassageChange] {
    placedChanges(in: passage, of: corpus).map {
      PassageChange(
        kind: $0.kind, a: text(of: .init(unit: passage.a.unit, span: $0.a), in: corpus),
        b: text(of: .init(unit: passage.b.unit, span: $0.b), in: corpus))
    }
  }

  /// What differs between the two places of a passage, and where.
  package func placedChanges(in passage: ReusedPassage, of corpus: Corpus) -> [PlacedChange] {
    if passage.reuse.relation == .identical { return [] }
    var a = ChangePlaces(passage.reuse.a, at: passage.a.span, in: self, of: corpus)
    var b = ChangePlaces(passage.reuse.b, at: passage.b.span, in: self, of: corpus)
    return TextChanges.between(a.changedText(), b.changedText()).map {
      PlacedChange(kind: $0.kind, a: a.span(of: $0.a), b: b.span(of: $0.b))
    }
  }

  /// How the folded text of a passage's first place becomes that of its second.
  ///
  /// - Complexity: O(n · m) for places of n and m scalars.
  public func script(of passage: ReusedPassage) -> EditScript {
    func folded(_ place: ReusePlace) -> ArraySlice<UInt32> {
      texts.folded(place.text)[place.span.scalars]
    }
    return EditScript(from: folded(passage.reuse.a), to: folded(passage.reuse.b))
  }
}

/// The way back from one place of a passage, walked from each place to the next.
private struct ChangePlaces {
  private let folded: ArraySlice<UInt32>
  private let text: SourceText
  private let map: OffsetMap
  /// The passage's beginning in the unit's folded text.
  private let start: Int
  /// The passage's beginning in the original.
  private let origin: (scalar: Int, byte: Int)
  /// The place that was asked for last.
  private var known: (scalar: Int, byte: Int)

  init(_ place: ReusePlace, at span: SourceSpan, in units: FoldedUnits, of corpus: Corpus) {
    let own = units.texts[place.text]
    folded = own.folded[place.span.scalars]
    map = own.map
    text = corpus.entries[units.units[place.text].document].document.text
    start = place.span.scalars.lowerBound
    origin = (span.scalars.lowerBound, span.bytes.lowerBound)
    known = origin
  }

  /// The folded text and what its letters were.
  mutating func changedText() -> ChangedText {
    let folded = Array(folded)
    // Chinese has no capitals: only words of letters are worth the way back.
    guard folded.contains(where: { ScalarClass(of: $0) == .letter }) else {
      return ChangedText(folded: folded)
    }
    var original = folded
    for (place, scalar) in folded.enumerated() {
      switch ScalarClass(of: scalar) {
      case .letter, .hangul, .digit, .mark:
        let first = map.source(of: FoldedSpan(start + place..<start + place + 1)).lowerBound
        original[place] = text.scalar(atByte: byte(ofScalar: first)).value
      default: break
      }
    }
    return ChangedText(folded: folded, original: original)
  }

  /// The place in the original of a range of the passage's folded text; an empty one for an empty
  /// range.
  mutating func span(of range: Range<Int>) -> SourceSpan {
    if range.isEmpty { return SourceSpan(scalars: 0..<0, bytes: 0..<0) }
    let scalars = map.source(
      of: FoldedSpan(start + range.lowerBound..<start + range.upperBound))
    let first = byte(ofScalar: scalars.lowerBound)
    return SourceSpan(scalars: scalars, bytes: first..<byte(ofScalar: scalars.upperBound))
  }

  private mutating func byte(ofScalar scalar: Int) -> Int {
    let byte = text.byteOffset(ofScalar: scalar, from: scalar < known.scalar ? origin : known)
    known = (scalar, byte)
    return byte
  }
}
