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

/// One passage that stands in many places.
public struct PassageFamily: Sendable {
  /// The places: those in dated documents first, the earliest first, then the others by document
  /// and position.
  public let members: [ReusedPassage.Place]
  /// The date of each member's document, where it is known.
  public let dates: [CalendarDate?]
  /// The place, among the members, whose text stands for all of them.
  public let representative: Int
  /// What kind of thing is shared.
  public let tier: ReuseTier
}

/// What units share.
public struct SharedText: Sendable {
  /// The passages in two places, sorted by the place of a, then of b.
  public let passages: [ReusedPassage]
  /// The passages in many places; their members are in no pair with one another.
  public let families: [PassageFamily]
}

extension FoldedUnits {
  /// What these units share, of every tier.
  ///
  /// - Complexity: about linear in the text plus what is found.
  public func sharedText(
    in corpus: Corpus, options: ReuseOptions = ReuseOptions(), threads: Int = Parallel.cores
  ) -> SharedText {
    let texts = reuseTexts(in: corpus)
    let findings = ReuseSearch(options: options).findings(in: texts, threads: threads)
    let passages = findings.reuses.map { reuse in
      ReusedPassage(a: place(reuse.a, in: corpus), b: place(reuse.b, in: corpus), reuse: reuse)
    }
    var dates = DocumentDates(corpus)
    let families = findings.families.map { family in
      let known = family.members.map { dates.date(ofDocument: units[$0.text].document) }
      let order = known.orderByDate
      return PassageFamily(
        members: order.map { place(family.members[$0], in: corpus) },
        dates: order.map { known[$0] },
        representative: order.firstIndex(of: family.representative) ?? 0, tier: family.tier)
    }
    return SharedText(passages: passages.sorted(by: precedes), families: families)
  }

  /// The passages that stand in two places, sorted by the place of a, then of b.
  ///
  /// Those in more than fifty places are left out; `sharedText` has them as families.
  public func reusedPassages(
    in corpus: Corpus, options: ReuseOptions = ReuseOptions(), threads: Int = Parallel.cores
  ) -> [ReusedPassage] {
    sharedText(in: corpus, options: options, threads: threads).passages
  }

  /// The units as the search for passages takes them.
  public func reuseTexts(in corpus: Corpus) -> [ReuseText] {
    zip(units, texts).map { unit, text in
      let source = corpus.entries[unit.document].document.text
      let quotations = Quotations.ranges(in: text.scalars) { place in
        let original = text.map.source(of: FoldedSpan(place..<place + 1)).lowerBound
        return source.scalar(atByte: source.byteOffset(ofScalar: original)).value
      }
      return ReuseText(
        scalars: text.scalars, document: unit.document, article: unit.article,
        quotations: quotations)
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
