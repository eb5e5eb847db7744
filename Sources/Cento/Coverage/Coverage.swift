/// How much of each document, or article, stands in others, and how much of each pair in each other.
///
///     let shared = units.sharedText(in: corpus)
///     let coverage = units.coverage(of: shared, in: corpus, at: .document)
///     coverage.pairs[0].aInB                // 0.312
///     coverage.copied[0].total              // 0.41: 总文字复制比
///     coverage.copied[0].withoutQuotations  // 0.39: 去除引用文献复制比
///     coverage.copied[0].largest            // 0.22: 单篇最大文字复制比
///
/// What counts are the scalars of the compared units that are no white space: furniture is never
/// compared and never counted, nor are titles and headings where paragraphs are compared. A scalar
/// counts as copied if it lies in a passage or a quotation, formulas aside; however many passages
/// cover it, it counts once. Beyond the passages themselves
///
/// - texts that are equal once folded, white space aside, are copied whole on both sides;
/// - in two texts that share a passage the units that are equal are copied whole, however short;
/// - the members of a family are copied from one another.
public struct Coverage: Sendable {
  /// What is covered.
  public enum Level: String, Sendable, CaseIterable {
    /// Documents, by other documents.
    case document
    /// Articles, by articles of other documents and of their own.
    case article
  }

  /// Two texts that share something.
  public struct Pair: Sendable, Hashable {
    /// The earlier text, by document order.
    public let a: PassageID
    /// The later text.
    public let b: PassageID
    /// The scalars of a that stand in b.
    public let copiedA: Int
    /// The scalars of b that stand in a.
    public let copiedB: Int
    /// The scalars of a that count.
    public let sizeA: Int
    /// The scalars of b that count.
    public let sizeB: Int

    /// The share of a that stands in b.
    public var aInB: Double { Coverage.share(copiedA, of: sizeA) }
    /// The share of b that stands in a.
    public var bInA: Double { Coverage.share(copiedB, of: sizeB) }
  }

  /// A text of which something stands elsewhere.
  public struct Copied: Sendable, Hashable {
    /// The text.
    public let id: PassageID
    /// Its scalars that count.
    public let size: Int
    /// Those that stand in any other text.
    public let copied: Int
    /// Those that stand in any other text and are not marked as quotations here or there.
    public let unquoted: Int
    /// Those that stand in the one text that has most of them.
    public let copiedFromLargest: Int
    /// That text: of several the first in document order.
    public let largestSource: PassageID

    /// The share that is copied (总文字复制比).
    public var total: Double { Coverage.share(copied, of: size) }
    /// The share that is copied and not quoted (去除引用文献复制比).
    public var withoutQuotations: Double { Coverage.share(unquoted, of: size) }
    /// The share that stands in the largest single source (单篇最大文字复制比).
    public var largest: Double { Coverage.share(copiedFromLargest, of: size) }
  }

  /// The pairs that share something, by a, then b, in document order.
  ///
  /// Two texts that share no passage of their own but only families, or that are only equal, are
  /// listed where one of these stands in at most `mostCoMembers` texts.
  public let pairs: [Pair]
  /// The texts of which something stands elsewhere, in document order; with two sides, those of the
  /// first.
  public let copied: [Copied]
  /// The scalars that count of all texts; with two sides, of the first.
  public let size: Int

  /// The texts that a family may stand in for its members to be listed as pairs.
  public static let mostCoMembers = 100

  /// The share of all text that is copied.
  public var share: Double { Self.share(copied.reduce(0) { $0 + $1.copied }, of: size) }

  static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

extension FoldedUnits {
  /// How much of each text of these units stands in others.
  ///
  /// - Parameters:
  ///   - shared: What `sharedText` found with the same options.
  ///   - corpus: The corpus of these units.
  ///   - level: Whether documents or articles are covered.
  ///   - options: Which texts were compared with which.
  ///   - threads: The number of workers; the answer does not depend on it.
  /// - Complexity: about linear in the text and in what is shared. Texts with the same memberships
  ///   are one source, so copies of one another cost what one costs; of the members of
  ///   a large family only those are looked at that could be the largest source.
  public func coverage(
    of shared: SharedText, in corpus: Corpus, at level: Coverage.Level,
    options: ReuseOptions = ReuseOptions(), threads: Int = Parallel.cores
  ) -> Coverage {
    let nodes = CoveredTexts(self, of: corpus, at: level, threads: threads)
    let memberships = Memberships(nodes, units: self, shared: shared, threads: threads)
    let sources = Sources(nodes, memberships, options: options)
    return CoverageCount(
      units: self, corpus: corpus, nodes: nodes, memberships: memberships, sources: sources
    ).coverage(threads: threads)
  }
}
