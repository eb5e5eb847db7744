public import Cento

/// Why a passage was found and why it is in its tier; of a family, how many places have it.
public struct EvidenceRecord: Sendable {
  /// One of the two places.
  public struct Side: Sendable, Hashable {
    /// The id of the unit.
    public var unit: String
    /// The place.
    public var span: SourceSpan

    /// A place of these values.
    public init(unit: String, span: SourceSpan) {
      self.unit = unit
      self.span = span
    }

    fileprivate func add(to line: inout JSONLine) {
      line.add("unit", unit)
      line.add(span)
    }
  }

  /// What only a passage in two places has.
  public struct Grounds: Sendable {
    /// The evidence in bits.
    public var bits: Double
    /// What it had to beat, and why it is in its tier.
    public var grounds: ReuseGrounds
    /// The shared pieces that surprise most, and their bits.
    public var pieces: [(text: String, bits: Double)]
    /// How the first folded text becomes the second.
    public var script: String
    /// What differs.
    public var changes: [PassageChange]

    /// These values.
    public init(
      bits: Double, grounds: ReuseGrounds, pieces: [(text: String, bits: Double)], script: String,
      changes: [PassageChange]
    ) {
      self.bits = bits
      self.grounds = grounds
      self.pieces = pieces
      self.script = script
      self.changes = changes
    }
  }

  /// The earlier place.
  public var a: Side
  /// The later place.
  public var b: Side
  /// What kind of text it is.
  public var tier: ReuseTier
  /// How many places a family has, its own two included; nil for a passage in two places.
  public var places: Int?
  /// What a passage in two places rests on; nil for a family.
  public var grounds: Grounds?

  /// A record of these values.
  public init(a: Side, b: Side, tier: ReuseTier, places: Int? = nil, grounds: Grounds? = nil) {
    self.a = a
    self.b = b
    self.tier = tier
    self.places = places
    self.grounds = grounds
  }

  func add(to line: inout JSONLine) {
    line.add("type", "evidence")
    line.add("a", object: { a.add(to: &$0) })
    line.add("b", object: { b.add(to: &$0) })
    line.add("tier", tier.rawValue)
    line.add("reason", grounds?.grounds.reason.rawValue ?? "family")
    line.add("sources", grounds?.grounds.sources ?? places)
    add("bits", grounds?.bits, to: &line)
    add("minimum", grounds?.grounds.minimum, to: &line)
    add("surcharge", grounds?.grounds.surcharge, to: &line)
    line.add("pieces", objects: grounds?.pieces ?? []) { line, piece in
      line.add("text", piece.text)
      line.add("bits", score: piece.bits)
    }
    line.add("script", grounds?.script)
    line.add("changes", grounds?.changes ?? [])
  }

  private func add(_ key: String, _ value: Double?, to line: inout JSONLine) {
    if let value { line.add(key, score: value) } else { line.add(key, ParameterValue.null) }
  }
}
