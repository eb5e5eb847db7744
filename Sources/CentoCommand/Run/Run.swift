internal import ArgumentParser
internal import Cento
internal import CentoFiles

/// What every run of a command has: messages, what went wrong, and how it ends.
protocol Run {
  /// Messages and progress.
  var console: Console { get }
  /// The number of documents read.
  var documentCount: Int { get }
  /// Names in folders that were left alone.
  var ignored: Int { get }
  /// What could not be read or done so far.
  var problems: [ReadProblem] { get }
  /// The id of a document.
  func documentID(_ document: Int) -> String
  /// Adds a problem met after reading, and says it.
  mutating func report(_ problem: ReadProblem)
}

extension Run {
  /// Ends the run: status 2 if something could not be done, 1 if nothing was found, else 0.
  func end(found: Bool = true) throws {
    console.clear()
    if !problems.isEmpty { throw ExitCode(2) }
    if !found { throw ExitCode(1) }
  }
}

extension ReadDocument {
  /// How the parts of the document are found.
  func structure(unit: UnitLevel?, outline: Bool) -> Corpus.Structure {
    guard isRecord, !outline else { return .outline }
    return unit == .paragraph || unit == .sentence ? .lines : .whole
  }
}
