public import CentoText

/// What was read, what could not be, and how much was left out.
public struct Reading: Sendable {
  /// The documents, in the order of the contract: by the bytes of their paths, then by line.
  public let documents: [ReadDocument]
  /// What could not be read, each once, by the bytes of the file's name, then by place.
  public let problems: [ReadProblem]
  /// How many files inside the given folders were left out for their names or for being no
  /// regular files; hidden ones are not counted.
  public let ignored: Int

  /// A reading of these parts.
  public init(documents: [ReadDocument], problems: [ReadProblem], ignored: Int) {
    self.documents = documents
    self.problems = problems
    self.ignored = ignored
  }
}

/// A document and what is known of the file or the record that it came from.
public struct ReadDocument: Sendable {
  /// The document.
  public let document: Document
  /// The encoding that the file was read in, one of `DocumentReader.knownEncodings`.
  public let encoding: String
  /// Whether the document is a record of a JSON Lines file.
  public let isRecord: Bool
  /// The file that it stands in, as an id is formed of its path; `-` for standard input.
  public let file: String
  /// The line of the file that holds a record, from 1; none for a file that is one document.
  public let line: Int?

  /// What the digest is taken of.
  enum Original: Sendable {
    /// The decoded text is the file, or stands for the record.
    case text
    /// A byte order mark, then the decoded text.
    case markThenText
    /// Bytes that are not kept, of this digest.
    case digest(SHA256.Digest)
  }
  private let original: Original

  init(
    document: Document, encoding: TextEncoding, file: String, line: Int?, original: Original
  ) {
    self.document = document
    self.encoding = encoding.rawValue
    isRecord = line != nil
    self.file = file
    self.line = line
    self.original = original
  }

  /// The SHA-256 of the file as found, byte order mark included, as 64 hexadecimal digits; of a
  /// record, of its decoded text in UTF-8, since no bytes of the file are its own.
  ///
  /// - Complexity: O(bytes) at each call: most commands never ask.
  public var sha256: String {
    switch original {
    case .text: SHA256.digest(of: document.text.utf8).description
    case .markThenText: SHA256.digest(of: [0xEF, 0xBB, 0xBF] + document.text.utf8).description
    case .digest(let digest): digest.description
    }
  }
}

/// Something that could not be read: what, where, and what to do about it.
public struct ReadProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where in the file the problem is.
  public enum Place: Sendable, Hashable {
    /// It concerns the whole file.
    case none
    /// A line, counted from 1.
    case line(Int)
    /// A byte of the file as found, counted from 0.
    case byte(Int)
  }

  /// The file or folder, as an id is formed of its path; `-` for standard input.
  public let file: String
  /// Where in the file.
  public let place: Place
  /// What is wrong, where, and what next: one line, without the name of the file.
  public let message: String

  /// A problem of these parts.
  public init(file: String, place: Place, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }

  /// The file and the message, as a person is told: `a.txt: invalid UTF-8 at byte 3. …`.
  public var description: String { "\(file): \(message)" }
}

extension ReadProblem {
  /// The order in which problems are reported: by file, then by place.
  static func precedes(_ a: ReadProblem, _ b: ReadProblem) -> Bool {
    if a.file != b.file { return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) }
    return a.rank < b.rank
  }

  private var rank: Int {
    switch place {
    case .none: -1
    case .line(let number): number
    case .byte(let offset): offset
    }
  }
}
