/// One thing that differs between two versions of a passage, as a person would list it.
public struct TextChange: Sendable, Hashable {
  /// What kind of thing differs.
  public enum Kind: String, Sendable, CaseIterable {
    /// A number with its unit: 32.5% → 41%.
    case number
    /// A date or a part of one: 2023年5月12日 → 2024年6月1日.
    case date
    /// Something known on one side is masked on the other: 刘琳 → XX.
    case mask
    /// The name of a person, or a capitalised name in letters.
    case name
    /// The name of a place, by its suffix: 浙江省 → 江苏省.
    case place
    /// Anything else that is said otherwise, added or left out.
    case wording
    /// The same words in another place.
    case moved
    /// Marks alone.
    case punctuation
  }

  /// What kind of thing differs.
  public let kind: Kind
  /// Where it stands in the first text; empty where the second text added it.
  public let a: Range<Int>
  /// Where it stands in the second text; empty where the second text left it out.
  public let b: Range<Int>

  /// A change of these parts.
  public init(kind: Kind, a: Range<Int>, b: Range<Int>) {
    self.kind = kind
    self.a = a
    self.b = b
  }
}

/// A passage whose changes are asked for: folded, with the originals of its scalars beside them.
public struct ChangedText: Sendable {
  /// The folded scalars.
  public let folded: [UInt32]
  /// The first original scalar of each folded one: whether a word has a capital.
  public let original: [UInt32]

  /// A text of these scalars; without originals the folded ones stand for them.
  public init(folded: [UInt32], original: [UInt32]? = nil) {
    self.folded = folded
    self.original = original ?? folded
  }
}
