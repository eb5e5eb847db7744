/// Something that differs between the two places of a passage, in the words of the originals.
public struct PassageChange: Sendable, Hashable {
  /// What kind of thing differs.
  public let kind: TextChange.Kind
  /// What the first place says; empty where the second added something.
  public let a: String
  /// What the second place says; empty where it left something out.
  public let b: String
}

extension FoldedUnits {
  /// What differs between the two places of a passage, as a person would list it; nothing where
  /// their folded texts are equal.
  ///
  /// - Complexity: see `TextChanges.between`.
  public func changes(in passage: ReusedPassage, of corpus: Corpus) -> [PassageChange] {
    if passage.reuse.relation == .identical { return [] }
    let (a, b) = (passage.reuse.a, passage.reuse.b)
    return TextChanges.between(changedText(a, of: corpus), changedText(b, of: corpus)).map {
      PassageChange(
        kind: $0.kind, a: original($0.a, in: a, of: corpus), b: original($0.b, in: b, of: corpus))
    }
  }

  /// How the folded text of a passage's first place becomes that of its second.
  ///
  /// - Complexity: O(n · m) for places of n and m scalars.
  public func script(of passage: ReusedPassage) -> EditScript {
    func folded(_ place: ReusePlace) -> ArraySlice<UInt32> {
      texts[place.text].folded[place.span.scalars]
    }
    return EditScript(from: folded(passage.reuse.a), to: folded(passage.reuse.b))
  }

  private func changedText(_ place: ReusePlace, of corpus: Corpus) -> ChangedText {
    let folded = Array(texts[place.text].folded[place.span.scalars])
    // Chinese has no capitals: only letters are worth the way back.
    guard folded.contains(where: { ScalarClass(of: $0) == .letter }) else {
      return ChangedText(folded: folded)
    }
    let text = corpus.entries[units[place.text].document].document.text
    let original = place.span.scalars.map { index in
      let span = source(of: FoldedSpan(index..<index + 1), inUnit: place.text, of: corpus)
      return text.scalar(atByte: span.bytes.lowerBound).value
    }
    return ChangedText(folded: folded, original: original)
  }

  private func original(_ range: Range<Int>, in place: ReusePlace, of corpus: Corpus) -> String {
    if range.isEmpty { return "" }
    let start = place.span.scalars.lowerBound
    let span = source(
      of: FoldedSpan(start + range.lowerBound..<start + range.upperBound), inUnit: place.text,
      of: corpus)
    let unit = units[place.text]
    return corpus.text(of: span, inDocument: unit.document, within: unit.passage.parts)
  }
}
