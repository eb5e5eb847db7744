/// A source unit: a file, a record, a member of an archive.
public struct Document: Sendable {
  /// The id, unique in a run: a path as given, or a record's own id.
  public let id: DocumentID
  /// The decoded text: a byte order mark is not part of it, line ends stand as they are.
  public let text: SourceText
  /// What the format said of the text's structure, in order; empty where only typography can tell.
  public let blocks: [Block]
  /// What the source carried beside the text: passed through, never a feature.
  public let metadata: [MetadataField]

  /// A document of these parts.
  public init(
    id: DocumentID, text: SourceText, blocks: [Block] = [], metadata: [MetadataField] = []
  ) {
    self.id = id
    self.text = text
    self.blocks = blocks
    self.metadata = metadata
  }
}

/// The name of a document, as the contract forms it.
public struct DocumentID: RawRepresentable, Hashable, Sendable, CustomStringConvertible, Comparable
{
  /// The id as it is printed.
  public let rawValue: String

  /// An id of this string.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The id as it is printed.
  public var description: String { rawValue }

  /// By the bytes of UTF-8, not by language.
  public static func < (a: DocumentID, b: DocumentID) -> Bool {
    a.rawValue.utf8.lexicographicallyPrecedes(b.rawValue.utf8)
  }
}

/// A stretch of text whose role the format itself named.
public struct Block: Sendable, Hashable {
  /// What the format said the block is.
  public enum Hint: Sendable, Hashable {
    /// Running text, or nothing said.
    case none
    /// A heading, 1 the highest.
    case heading(level: Int)
    /// A cell of a table.
    case cell
    /// A footnote or endnote.
    case footnote
  }

  /// Where in the source a person would look for the block.
  public enum Locator: Sendable, Hashable {
    /// Nothing said.
    case none
    /// A page, from 1.
    case page(Int)
    /// An element of a structured file, by its path.
    case element(String)
  }

  /// The block's place in the text.
  public let span: SourceSpan
  /// What the block is.
  public let hint: Hint
  /// Where a person finds it.
  public let locator: Locator

  /// A block of these parts.
  public init(span: SourceSpan, hint: Hint = .none, locator: Locator = .none) {
    self.span = span
    self.hint = hint
    self.locator = locator
  }
}

/// One key of a record and its value as the JSON that stood there.
public struct MetadataField: Sendable, Hashable {
  /// The key.
  public let key: String
  /// The value, as JSON.
  public let json: String

  /// A field of this key and value.
  public init(key: String, json: String) {
    self.key = key
    self.json = json
  }
}
