internal import Cento
internal import CentoFiles
internal import CentoRecords

/// Records on their way out: the header first, then what a command finds, the errors, the summary last.
struct RecordStream {
  private let stream: ResultStream
  private var line: [UInt8] = []

  init(_ stream: ResultStream, command: String, parameters: [(String, ParameterValue)]) throws {
    self.stream = stream
    try write(.header(command: command, parameters: parameters))
  }

  /// Adds a record.
  mutating func write(_ record: Record) throws {
    line.removeAll(keepingCapacity: true)
    record.write(into: &line)
    try stream.write(line)
  }

  /// Adds records that are lines already.
  func write(lines: [UInt8]) throws {
    try stream.write(lines)
  }

  /// Adds the errors and the summary, and ends the stream.
  mutating func finish(
    _ session: Session, units: Int, empty: Int, results: Int, counts: [(String, Int)] = [],
    shares: [(String, Double)] = []
  ) throws {
    for problem in session.problems { try write(.error(problem.record)) }
    let summary = SummaryRecord(
      documents: session.corpus.entries.count, units: units, empty: empty,
      ignored: session.ignored, results: results, errors: session.problems.count, more: counts,
      shares: shares)
    try write(.summary(summary))
    try stream.finish()
  }
}
