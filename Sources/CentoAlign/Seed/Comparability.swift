/// Which texts are compared with which.
struct Comparability: Sendable {
  let options: ReuseOptions
  private let documents: [UInt32]
  private let articles: [UInt32]
  /// Whether texts of different articles are all compared.
  let isPlain: Bool

  init(_ texts: [ReuseText], options: ReuseOptions) {
    self.options = options
    isPlain = options.against == nil && options.pairs == nil
    documents = texts.map { UInt32($0.document) }
    articles = texts.map { UInt32($0.article) }
  }

  /// The document of a text.
  @inline(__always)
  func document(_ text: Int) -> Int { Int(documents[text]) }

  /// The article of a text.
  @inline(__always)
  func article(_ text: Int) -> Int { Int(articles[text]) }

  /// The number of documents.
  var documentCount: Int { documents.max().map { Int($0) + 1 } ?? 0 }

  /// The number of texts, those of the background not counted.
  var count: Int { articles.count }

  /// The end of the texts that are of the article of a text: those of one article stand together.
  ///
  /// - Complexity: O(log n) for n such texts.
  func endOfArticle(_ text: Int) -> Int {
    var (inside, outside, step) = (text, text + 1, 1)
    while outside < articles.count, articles[outside] == articles[text] {
      (inside, outside, step) = (outside, outside + step, step * 2)
    }
    outside = min(outside, articles.count)
    while outside - inside > 1 {
      let middle = (inside + outside) / 2
      if articles[middle] == articles[text] { inside = middle } else { outside = middle }
    }
    return outside
  }

  /// Whether two texts, or a text and itself, are compared; the background, which comes last, never
  /// is.
  @inline(__always)
  func allows(_ a: Int, _ b: Int) -> Bool {
    guard max(a, b) < articles.count else { return false }
    if articles[a] == articles[b], !options.within { return false }
    if isPlain { return true }
    if let against = options.against, (document(a) < against) == (document(b) < against) {
      return false
    }
    return options.pairs?.contains(document(a), document(b)) ?? true
  }
}
