/// A passage that stands in two places.
public struct ReusedPassage: Sendable {
  /// One of the two places.
  public struct Place: Sendable {
    /// The unit that holds the passage, by its place among the units.
    public let unit: Int
    /// The passage's place in the original.
    public let span: SourceSpan
    /// The passage as it stands there, furniture left out.
    public let text: String
  }

  /// The earlier place.
  public let a: Place
  /// The later place.
  public let b: Place
  /// The finding in folded text: relation, similarity, tier and evidence.
  public let reuse: Reuse
}

extension FoldedUnits {
  /// The passages that these units share, sorted by the place of a, then of b.
  public func reusedPassages(
    in corpus: Corpus, options: ReuseOptions = ReuseOptions(), threads: Int = Parallel.cores
  ) -> [ReusedPassage] {
    ReuseSearch(options: options).reuses(in: reuseTexts, threads: threads)
      .map { reuse in
        ReusedPassage(
          a: place(reuse.a, in: corpus), b: place(reuse.b, in: corpus), reuse: reuse)
      }
      .sorted(by: precedes)
  }

  /// The units as the search for passages takes them.
  public var reuseTexts: [ReuseText] {
    zip(units, texts).map { unit, text in
      ReuseText(scalars: text.scalars, document: unit.document, article: unit.article)
    }
  }

  private func place(_ place: ReusePlace, in corpus: Corpus) -> ReusedPassage.Place {
    let unit = units[place.text]
    let span = source(of: place.span, inUnit: place.text, of: corpus)
    let text = corpus.text(of: span, inDocument: unit.document, within: unit.passage.parts)
    return ReusedPassage.Place(unit: place.text, span: span, text: text)
  }

  private func precedes(_ x: ReusedPassage, _ y: ReusedPassage) -> Bool {
    func key(_ place: ReusedPassage.Place) -> (Int, Int, Int) {
      (units[place.unit].document, place.span.scalars.lowerBound, place.span.scalars.upperBound)
    }
    let (xa, ya) = (key(x.a), key(y.a))
    return xa == ya ? key(x.b) < key(y.b) : xa < ya
  }
}
