/// A passage that stands in two places.
public struct ReusedPassage: Sendable {
  /// One of the two places.
  public struct Place: Sendable {
    /// The unit that holds the passage, by its place among the units.
    public let unit: Int
    /// The passage's place in the original.
    public let span: SourceSpan

    /// A place in a unit.
    package init(unit: Int, span: SourceSpan) {
      (self.unit, self.span) = (unit, span)
    }
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
    let findings = ReuseSearch(options: options).findings(
      in: reuseTexts(in: corpus, threads: threads), threads: threads)
    let reuses = findings.reuses
    var passages = Parallel.array(count: reuses.count, size: 512, threads: threads) { index in
      let reuse = reuses[index]
      return ReusedPassage(
        a: place(reuse.a, in: corpus), b: place(reuse.b, in: corpus), reuse: reuse)
    }
    sort(&passages)
    var dates = DocumentDates(corpus)
    let families = findings.families.map { family in
      let known = family.members.map { dates.date(ofDocument: units[$0.text].document) }
      let order = known.orderByDate
      return PassageFamily(
        members: order.map { place(family.members[$0], in: corpus) },
        dates: order.map { known[$0] },
        representative: order.firstIndex(of: family.representative) ?? 0, tier: family.tier)
    }
    return SharedText(passages: passages, families: families)
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
  public func reuseTexts(in corpus: Corpus, threads: Int = Parallel.cores) -> [ReuseText] {
    Parallel.array(count: units.count, size: 256, threads: threads) { reuseText($0, in: corpus) }
  }

  private func reuseText(_ index: Int, in corpus: Corpus) -> ReuseText {
    let (document, folded) = (units[index].document, texts.folded(index))
    let quotations = Quotations.ranges(in: folded.array) { place in
      let source = corpus.entries[document].document.text
      let original = texts.source(of: FoldedSpan(place..<place + 1), inText: index).lowerBound
      return source.scalar(atByte: source.byteOffset(ofScalar: original)).value
    }
    return ReuseText(
      folded: folded, document: document, article: units[index].article, quotations: quotations)
  }

  /// A passage as it stands in one of its places, furniture left out.
  public func text(of place: ReusedPassage.Place, in corpus: Corpus) -> String {
    let unit = units[place.unit]
    return corpus.text(of: place.span, inDocument: unit.document, within: unit.passage.parts)
  }

  /// Calls `body` with the UTF-8 of a passage as it stands in one of its places, piece by piece:
  /// more than one where furniture stands inside.
  package func forEachPiece(
    of place: ReusedPassage.Place, in corpus: Corpus, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    // Nearly all passages: a copy of the unit, or of the document, would count references that all
    // threads share.
    if units[place.unit].passage.isWhole, units[place.unit].passage.span.contains(place.span) {
      let document = units[place.unit].document
      body(corpus.entries[document].document.text.utf8[place.span.bytes])
      return
    }
    let unit = units[place.unit]
    let text = corpus.entries[unit.document].document.text
    for part in unit.passage.parts {
      let low = max(part.scalars.lowerBound, place.span.scalars.lowerBound)
      let high = min(part.scalars.upperBound, place.span.scalars.upperBound)
      if low < high { body(text.utf8[text.span(scalars: low..<high).bytes]) }
    }
  }

  private func place(_ place: ReusePlace, in corpus: Corpus) -> ReusedPassage.Place {
    ReusedPassage.Place(
      unit: place.text, span: source(of: place.span, inUnit: place.text, of: corpus))
  }

  /// Sorts passages that are in order of where the first place begins, as they are found; and any
  /// others.
  ///
  /// So only those that begin at one place need be compared with one another.
  private func sort(_ passages: inout [ReusedPassage]) {
    func start(_ place: ReusedPassage.Place) -> (Int, Int) {
      (units[place.unit].document, place.span.scalars.lowerBound)
    }
    var first = 0
    while first < passages.count {
      let here = start(passages[first].a)
      var end = first + 1
      var isSorted = true
      while end < passages.count, start(passages[end].a) == here {
        isSorted = isSorted && !precedes(passages[end], passages[end - 1])
        end += 1
      }
      if end < passages.count, start(passages[end].a) < here { return passages.sort(by: precedes) }
      if !isSorted {
        let sorted = passages[first..<end].sorted(by: precedes)
        for (place, passage) in sorted.enumerated() { passages[first + place] = passage }
      }
      first = end
    }
  }

  private func precedes(_ x: ReusedPassage, _ y: ReusedPassage) -> Bool {
    func key(_ place: ReusedPassage.Place) -> (Int, Int, Int) {
      (units[place.unit].document, place.span.scalars.lowerBound, place.span.scalars.upperBound)
    }
    let (xa, ya) = (key(x.a), key(y.a))
    return xa == ya ? key(x.b) < key(y.b) : xa < ya
  }
}
