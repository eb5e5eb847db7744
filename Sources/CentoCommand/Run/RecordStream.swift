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
  func write(_ pairs: [ScoredPair], of folded: FoldedUnits) throws {
    var isNamed = [Bool](repeating: false, count: folded.units.count)
    for pair in pairs { (isNamed[pair.a], isNamed[pair.b]) = (true, true) }
    let maker = PairLines(units: folded.units.count) {
      isNamed[$0] ? "\(folded.units[$0].passage.id)" : nil
    }
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
