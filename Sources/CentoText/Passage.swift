/// A compared unit: a document, an article, a paragraph or a sentence, less the furniture inside it.
public struct Passage: Sendable {
  /// The unit's name.
  public let id: PassageID
  /// From the first character to the last, furniture included.
  public let span: SourceSpan
  /// The parts, unless they are the span alone: most units have no list of their own.
  private let several: [SourceSpan]?

  /// A unit of these parts.
  public init(id: PassageID, parts: [SourceSpan]) {
    self.id = id
    span =
      parts.dropFirst().reduce(parts.first ?? SourceSpan(scalars: 0..<0, bytes: 0..<0)) {
        $0.union($1)
      }
    several = parts.count == 1 ? nil : parts
  }

  /// The text that is compared, in order: more than one part where furniture stands in between,
  /// none where the unit holds no text.
  public var parts: [SourceSpan] { several ?? [span] }

  /// Appends the parts.
  package func appendParts(to parts: inout [SourceSpan]) {
    if let several { parts += several } else { parts.append(span) }
  }

  /// Whether the span is the only part: no furniture stands inside it.
  package var isWhole: Bool { several == nil }
}

/// The name of a unit: `document`, `document#n`, `document#n.m` or `document#n.m.s`.
public struct PassageID: Hashable, Sendable, CustomStringConvertible {
  /// The document.
  public let document: DocumentID
  // 0 stands for none: a corpus has a name for every paragraph.
  private let articleNumber: UInt32
  private let paragraphNumber: UInt32
  private let sentenceNumber: UInt32

  /// An id of these parts, numbers counting from 1; each level needs the one above it.
  public init(
    document: DocumentID, article: Int? = nil, paragraph: Int? = nil, sentence: Int? = nil
  ) {
    self.document = document
    articleNumber = UInt32(article ?? 0)
    paragraphNumber = UInt32(paragraph ?? 0)
    sentenceNumber = UInt32(sentence ?? 0)
  }

  /// The article, from 1 in reading order.
  public var article: Int? { Self.number(articleNumber) }
  /// The paragraph, from 1 within its article, counting paragraphs only.
  public var paragraph: Int? { Self.number(paragraphNumber) }
  /// The sentence, from 1 within its paragraph.
  public var sentence: Int? { Self.number(sentenceNumber) }

  private static func number(_ number: UInt32) -> Int? { number == 0 ? nil : Int(number) }

  /// The id as it is printed.
  public var description: String {
    var bytes = Array(document.rawValue.utf8)
    appendNumbers(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what the id has behind its document.
  package func appendNumbers(to bytes: inout [UInt8]) {
    guard articleNumber > 0 else { return }
    bytes.append(0x23)
    bytes.append(decimal: Int(articleNumber))
    guard paragraphNumber > 0 else { return }
    bytes.append(0x2E)
    bytes.append(decimal: Int(paragraphNumber))
    guard sentenceNumber > 0 else { return }
    bytes.append(0x2E)
    bytes.append(decimal: Int(sentenceNumber))
  }
}
