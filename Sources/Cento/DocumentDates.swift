/// The dates of a corpus's documents, each asked for once.
public struct DocumentDates: Sendable {
  fileprivate let corpus: Corpus
  private var known: [Int: CalendarDate?] = [:]

  /// The dates of a corpus, none asked for yet.
  public init(_ corpus: Corpus) {
    self.corpus = corpus
  }

  /// The date of a document, where it says so itself (see `Document.date`).
  ///
  /// The text of a compilation is not asked: its lines are dates of its articles.
  public mutating func date(ofDocument index: Int) -> CalendarDate? {
    if let date = known[index] { return date }
    let date = Self.date(ofDocument: index, in: corpus)
    known[index] = .some(date)
    return date
  }

  /// Asks for the dates of many documents on several threads.
  ///
  /// - Parameter isAsked: For each document of the corpus, whether its date is asked for.
  public mutating func ask(_ isAsked: [Bool], threads: Int) {
    let open = isAsked.indices.filter { isAsked[$0] && known[$0] == nil }
    let corpus = corpus
    let blocks = Parallel.blocks(of: open.count, size: 16)
    let dates = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { Self.date(ofDocument: open[$0], in: corpus) }
    }
    for (document, date) in zip(open, dates.joined()) { known[document] = .some(date) }
  }

  /// The date of a document that was asked for; nil if it was not.
  public func known(ofDocument index: Int) -> CalendarDate? { known[index] ?? nil }

  private static func date(ofDocument index: Int, in corpus: Corpus) -> CalendarDate? {
    let entry = corpus.entries[index]
    // Where every line is a paragraph there is one article.
    let isOne = entry.structure != .outline || (entry.outline?.articles.count ?? 1) <= 1
    return entry.document.date(asksText: isOne)
  }
}

extension DocumentDates {
  /// The date of a document in seconds from the beginning of 1970: to the second where its metadata
  /// has an ISO time, else its midnight.
  public mutating func seconds(ofDocument index: Int) -> Int? {
    DocumentDate.seconds(of: corpus.entries[index].document)
      ?? date(ofDocument: index).map { DocumentDate.seconds(of: $0) }
  }
}

extension [CalendarDate?] {
  /// The places of this list: dates first, the earliest first, equal ones and unknown ones as they
  /// stand.
  var orderByDate: [Int] {
    let dated = indices.filter { self[$0] != nil }.sorted { x, y in
      guard let p = self[x], let q = self[y], p != q else { return x < y }
      return p < q
    }
    return dated + indices.filter { self[$0] == nil }
  }
}
