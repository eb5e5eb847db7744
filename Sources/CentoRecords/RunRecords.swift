/// Something that could not be read or done.
public struct ErrorRecord: Sendable, Hashable {
  /// Where in the file it is.
  public enum Place: Sendable, Hashable {
    /// It concerns the whole file.
    case none
    /// A line, counted from 1.
    case line(Int)
    /// A byte, counted from 0.
    case byte(Int)
  }

  /// The file, or null if no file is concerned.
  public var file: String?
  /// Where in the file; without a place neither `line` nor `byte` is printed.
  public var place: Place
  /// What is wrong, where, and what next.
  public var message: String

  /// A record of these values.
  public init(file: String?, place: Place = .none, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }

  func add(to line: inout JSONLine) {
    line.add("type", "error")
    line.add("file", file)
    switch place {
    case .none: break
    case .line(let number): line.add("line", number)
    case .byte(let offset): line.add("byte", offset)
    }
    line.add("message", message)
  }
}

/// What was read and found, in numbers.
public struct SummaryRecord: Sendable {
  /// The documents read.
  public var documents: Int
  /// The units compared.
  public var units: Int
  /// The units too short to have a gram, or that fold to nothing.
  public var empty: Int
  /// The files in folders that were left out.
  public var ignored: Int
  /// The results printed.
  public var results: Int
  /// The problems met.
  public var errors: Int
  /// Counts of the command's own, which stand last but for the shares.
  public var more: [(String, Int)]
  /// Shares of the command's own, which stand last.
  public var shares: [(String, Double)]

  /// A record of these values.
  public init(
    documents: Int, units: Int, empty: Int, ignored: Int, results: Int, errors: Int,
    more: [(String, Int)] = [], shares: [(String, Double)] = []
  ) {
    self.documents = documents
    self.units = units
    self.empty = empty
    self.ignored = ignored
    self.results = results
    self.errors = errors
    self.more = more
    self.shares = shares
  }

  /// The counts in the order in which they are printed.
  var all: [(String, Int)] {
    [
      ("documents", documents), ("units", units), ("empty", empty), ("ignored", ignored),
      ("results", results), ("errors", errors),
    ] + more
  }
}
