public import CentoText

/// What was done to a planted copy.
public enum PlantKind: String, Sendable, Hashable, CaseIterable {
  /// Nothing: a copy to the letter.
  case verbatim
  /// Words or characters replaced by others of the texts.
  case substitution
  /// Words or characters of the texts put in between.
  case insertion
  /// Words or characters left out.
  case deletion
  /// Numbers and names replaced by XX, xx, ** or 某.
  case masking
  /// Digits replaced by other digits.
  case digits
  /// Full and half width exchanged, and punctuation signs replaced by their variants.
  case width
  /// Neighbouring clauses exchanged, their punctuation left in place.
  case clauses
  /// The first half of one passage joined to the second half of another: two plants in one copy.
  case splice
  /// Substitution, insertion and deletion at a third of the rate each, then masking, digits and
  /// width.
  case mixed

  /// Whether the kind knows no rate: its plants stand under rate 0.
  public var isRateless: Bool { self == .verbatim || self == .splice }
}

/// A passage that a maker put into a corpus twice, and where.
public struct Plant: Sendable, Hashable {
  /// One of the two places.
  public struct Side: Sendable, Hashable {
    /// The record.
    public let document: DocumentID
    /// The place in the decoded `text` of the record.
    public let span: SourceSpan

    /// A place in a record.
    public init(document: DocumentID, span: SourceSpan) {
      self.document = document
      self.span = span
    }
  }

  /// How much was copied.
  public enum Shape: String, Sendable, Hashable {
    /// A whole paragraph, standing as a paragraph.
    case paragraph
    /// Part of a paragraph, standing inside another one.
    case excerpt
  }

  /// Where the copied words come from.
  public enum Origin: String, Sendable, Hashable {
    /// A paragraph of the given texts: real prose on both sides.
    case source
    /// Filler that stands nowhere else.
    case filler
  }

  /// The passage.
  public let a: Side
  /// Its copy, in a later record.
  public let b: Side
  /// What was done to the copy.
  public let kind: PlantKind
  /// The share of what the kind can change that was changed, in thousandths.
  ///
  /// Counted over words and characters for substitution, insertion and deletion, over numbers and
  /// names for masking, over digits, over signs with a variant, over clauses.
  public let ratePerMille: Int
  /// How much was copied.
  public let shape: Shape
  /// Where the copied words come from.
  public let origin: Origin

  /// A plant of these parts.
  public init(
    a: Side, b: Side, kind: PlantKind, ratePerMille: Int, shape: Shape = .excerpt,
    origin: Origin = .filler
  ) {
    self.a = a
    self.b = b
    self.kind = kind
    self.ratePerMille = ratePerMille
    self.shape = shape
    self.origin = origin
  }
}
