/// Text made comparable, and the way back to where it came from.
public struct FoldedText: Sendable {
  /// The folded text, a Unicode scalar each.
  public let scalars: [UInt32]
  /// From folded places to source places, counted in scalars of the document.
  public let map: OffsetMap

  /// Folded text of these parts.
  public init(scalars: [UInt32], map: OffsetMap) {
    self.scalars = scalars
    self.map = map
  }

  /// The folded text as a string.
  public var string: String {
    var text = String.UnicodeScalarView()
    for value in scalars {
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(text)
  }
}
