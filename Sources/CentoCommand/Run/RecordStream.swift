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

  /// Adds the record of each pair.
  ///
  /// - Parameter id: The id of a unit.
  func write(_ pairs: [ScoredPair], units: Int, id: (Int) -> String) throws {
    var isNamed = [Bool](repeating: false, count: units)
    for pair in pairs { (isNamed[pair.a], isNamed[pair.b]) = (true, true) }
    let maker = PairLines(units: units) { isNamed[$0] ? id($0) : nil }
    var lines: [UInt8] = []
    for pair in pairs {
      maker.append(pair.a, pair.b, cosine: pair.cosine, to: &lines)
      if lines.count >= 1 << 16 {
        try stream.write(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try stream.write(lines)
  }

  /// Adds records that `body` appends as lines for each of `0 ..< count`, made on several threads.
  func write(
    _ count: Int, threads: Int, _ body: @Sendable (Int, inout [UInt8]) -> Void
  ) throws {
    try stream.write(count, threads: threads, body)
  }

  /// Adds the errors and the summary, and ends the stream.
  mutating func finish(
    _ run: some Run, units: Int, empty: Int, results: Int, counts: [(String, Int)] = [],
    shares: [(String, Double)] = []
  ) throws {
    for problem in run.problems { try write(.error(problem.record)) }
    let summary = SummaryRecord(
      documents: run.documentCount, units: units, empty: empty,
      ignored: run.ignored, results: results, errors: run.problems.count, more: counts,
      shares: shares)
    try write(.summary(summary))
    try stream.finish()
  }
}
