/// What to look for, and between which texts.
public struct ReuseOptions: Sendable {
  /// The fewest word-like scalars that a reuse has on its shorter side; nil asks for 8 Chinese
  /// characters or 40 letters, by script.
  public var minimumLength: Int?
  /// The lowest similarity that is reported, from 0 to 1.
  public var minimumSimilarity = 0.0
  /// The least evidence, in bits: lower finds more and errs more.
  public var minimumBits = 60.0
  /// Whether an article is compared with itself too.
  public var within = false
  /// The pairs of documents that are compared; all of them where nil.
  public var pairs: DocumentPairs?
  /// The number of documents on the first side; nil compares all with all.
  ///
  /// Only a document below it is compared with one at or above it.
  public var against: Int?

  /// The runs that are told for certain by `ReuseSearch.findings`; none where nil.
  public var exactRun: ExactRun?

  /// Texts that are not searched but teach what is common: a phrase that they have too is worth
  /// less.
  public var background: [ReuseText] = []

  /// The recommended options.
  public init() {}

  /// What is left of the demands that were set for 60 bits, where less is asked for.
  var ease: Double { min(1, minimumBits / 60) }
}

/// A list of pairs of documents, without regard to their order.
public struct DocumentPairs: Sendable {
  private let keys: [UInt64]

  /// These pairs of document numbers, none negative.
  public init(_ pairs: [(Int, Int)]) {
    keys = pairs.map { Self.key($0.0, $0.1) }.sorted()
  }

  /// Whether the list holds this pair.
  ///
  /// - Complexity: O(log n).
  public func contains(_ x: Int, _ y: Int) -> Bool {
    let key = Self.key(x, y)
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key
  }

  /// Calls `body` with each pair, the lesser number first, in order.
  func forEach(_ body: (Int, Int) -> Void) {
    for key in keys { body(Int(key >> 32), Int(key & 0xFFFF_FFFF)) }
  }

  private static func key(_ x: Int, _ y: Int) -> UInt64 {
    UInt64(min(x, y)) << 32 | UInt64(max(x, y))
  }
}
