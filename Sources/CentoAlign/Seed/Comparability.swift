/// Which texts are compared with which.
struct Comparability: Sendable {
  let options: ReuseOptions
  let documents: [Int]
  let articles: [Int]
  /// Whether texts of different articles are all compared.
  private let isPlain: Bool

  init(_ texts: [ReuseText], options: ReuseOptions) {
    self.options = options
    isPlain = options.against == nil && options.pairs == nil
    documents = texts.map(\.document)
    articles = texts.map(\.article)
  }

  /// Whether two texts, or a text and itself, are compared; the background, which comes last, never
  /// is.
  @inline(__always)
  func allows(_ a: Int, _ b: Int) -> Bool {
    guard max(a, b) < articles.count else { return false }
    if articles[a] == articles[b], !options.within { return false }
    if isPlain { return true }
    if let against = options.against, (documents[a] < against) == (documents[b] < against) {
      return false
    }
    return options.pairs?.contains(documents[a], documents[b]) ?? true
  }
}
