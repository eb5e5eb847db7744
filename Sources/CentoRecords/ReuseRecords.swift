public import Cento

/// Two units and their cosine.
public struct PairRecord: Sendable, Hashable {
  /// The first unit's id.
  public var a: String
  /// The second unit's id.
  public var b: String
  /// The cosine, before rounding.
  public var cosine: Double

  /// A record of these values.
  public init(a: String, b: String, cosine: Double) {
    self.a = a
    self.b = b
    self.cosine = cosine
  }

  func add(to line: inout JSONLine) {
    line.add("type", "pair")
    line.add("a", a)
    line.add("b", b)
    line.add("cosine", score: cosine)
  }
}

/// One passage in two places.
public struct ReuseRecord: Sendable, Hashable {
  /// One of the places.
  public struct Side: Sendable, Hashable {
    /// The document's id.
    public var document: String
    /// The id of the paragraph that holds the span, else of its article.
    public var unit: String
    /// The place.
    public var span: SourceSpan
    /// The text, furniture left out.
    public var text: String

    /// A place of these values.
    public init(document: String, unit: String, span: SourceSpan, text: String) {
      self.document = document
      self.unit = unit
      self.span = span
      self.text = text
    }

    fileprivate func add(to line: inout JSONLine) {
      line.add("document", document)
      line.add("unit", unit)
      line.add(span)
      line.add("text", text)
    }
  }

  /// The earlier place.
  public var a: Side
  /// The later place.
  public var b: Side
  /// How alike they are.
  public var relation: ReuseRelation
  /// 1 − edits / the longer folded length.
  public var similarity: Double
  /// What kind of text it is.
  public var tier: ReuseTier
  /// The surprisal of what is shared, less what the differences cost, in bits.
  public var evidence: Double
  /// What differs; without it the key is left out.
  public var changes: [PassageChange]?
  /// How the first folded text becomes the second; without it the key is left out.
  public var script: String?

  /// A record of these values.
  public init(
    a: Side, b: Side, relation: ReuseRelation, similarity: Double, tier: ReuseTier,
    evidence: Double, changes: [PassageChange]? = nil, script: String? = nil
  ) {
    self.a = a
    self.b = b
    self.relation = relation
    self.similarity = similarity
    self.tier = tier
    self.evidence = evidence
    self.changes = changes
    self.script = script
  }

  func add(to line: inout JSONLine) {
    line.add("type", "reuse")
    line.add("a", object: { a.add(to: &$0) })
    line.add("b", object: { b.add(to: &$0) })
    line.add("relation", relation.rawValue)
    line.add("similarity", score: similarity)
    line.add("tier", tier.rawValue)
    line.add("evidence", score: evidence)
    if let changes { line.add("changes", changes) }
    if let script { line.add("script", script) }
  }
}

extension JSONLine {
  /// Adds what differs between two places.
  mutating func add(_ key: String, _ changes: [PassageChange]) {
    add(key, objects: changes) { line, change in
      line.add("kind", change.kind.rawValue)
      line.add("a", change.a)
      line.add("b", change.b)
    }
  }
}

/// One passage in many places.
public struct FamilyRecord: Sendable, Hashable {
  /// One of the places.
  public struct Member: Sendable, Hashable {
    /// The document's id.
    public var document: String
    /// The id of the paragraph that holds the span, else of its article.
    public var unit: String
    /// The place.
    public var span: SourceSpan
    /// The document's date, where it is known; without it the key is left out.
    public var date: CalendarDate?

    /// A place of these values.
    public init(document: String, unit: String, span: SourceSpan, date: CalendarDate? = nil) {
      self.document = document
      self.unit = unit
      self.span = span
      self.date = date
    }
  }

  /// The number, from 1.
  public var family: Int
  /// What kind of text it is.
  public var tier: ReuseTier
  /// The text.
  public var text: String
  /// The places: those with a date first, the earliest first, then the others in document order.
  public var members: [Member]

  /// A record of these values.
  public init(family: Int, tier: ReuseTier, text: String, members: [Member]) {
    self.family = family
    self.tier = tier
    self.text = text
    self.members = members
  }

  func add(to line: inout JSONLine) {
    line.add("type", "family")
    line.add("family", family)
    line.add("tier", tier.rawValue)
    line.add("text", text)
    line.add("members", objects: members) { line, member in
      line.add("document", member.document)
      line.add("unit", member.unit)
      line.add(member.span)
      if let date = member.date { line.add("date", "\(date)") }
    }
  }
}
