internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// `cento cluster`: articles by topic.
struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Put every article into one topic, with telling words for each topic.",
    discussion: "Example:  cento cluster seeds/ --clusters 8")

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "What is clustered") var units: UnitOption
  @OptionGroup(title: "How it is clustered") var clusters: ClusterOptionGroup
  @OptionGroup var folding: FoldOption
  @OptionGroup(title: "Output") var output: FormatOption

  func run() throws {
    let session = Session(input.inputs, unit: units.unit)
    let level = session.effectiveLevel(units.unit, default: .article)
    session.console.stage("folding")
    let folded = FoldedUnits(
      of: session.corpus, at: units.unit ?? .article, folding: folding.fold,
      threads: input.threads)
    session.console.stage("clustering \(Figures.count(folded.units.count, "unit"))")
    let topics = try folded.topics(clusters.options(threads: input.threads))
    session.console.clear()
    let stream = ResultStream()
    switch output.format {
    case .jsonl:
      var records = try RecordStream(
        stream, command: "cluster", parameters: parameters(level: level))
      for record in folded.records(of: topics) { try records.write(record) }
      try records.finish(
        session, units: folded.units.count, empty: folded.texts.count { $0.scalars.isEmpty },
        results: topics.clusters.count)
    case .text:
      for line in TopicView(corpus: session.corpus, units: folded).lines(for: topics).dropFirst() {
        try stream.line(line)
      }
      try stream.line()
      try stream.line(
        "\(Figures.count(topics.clusters.count, "cluster")) of "
          + "\(Figures.count(folded.units.count, "unit")); ? marks a doubtful member")
      try stream.finish()
    }
    try session.end()
  }

  private func parameters(level: UnitLevel) -> [(String, ParameterValue)] {
    [
      ("unit", .string(level.rawValue)), ("outline", .bool(input.outline)),
      ("encoding", .string(input.encoding ?? "utf-8")), ("fold", .string("\(folding.fold)")),
      ("clusters", clusters.clusters.parameter), ("seed", .int(Int(clamping: clusters.seed))),
    ]
  }
}
