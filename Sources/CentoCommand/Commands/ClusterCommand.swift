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
  @Option(
    help: ArgumentHelp(
      "Draw a map of the articles, coloured by cluster, as SVG.", valueName: "map.svg"))
  var plot: String?
  @Option(
    help: ArgumentHelp(
      "Draw how alike every two articles are, ordered by cluster, as SVG.", valueName: "heat.svg"))
  var plotHeat: String?
  @OptionGroup(title: "Output") var output: FormatOption

  func run() throws {
    let map = try plot.map { try OutputFile($0, beginning: SVGDocument.opening) }
    let heat = try plotHeat.map { try OutputFile($0, beginning: SVGDocument.opening) }
    let session = Session(input.inputs, unit: units.unit)
    let level = session.effectiveLevel(units.unit, default: .article)
    session.console.stage("folding")
    let folded = FoldedUnits(
      of: session.corpus, at: units.unit ?? .article, folding: folding.fold,
      threads: input.threads)
    session.console.stage("clustering \(Figures.count(folded.units.count, "unit"))")
    let (topics, space) = try folded.topicsAndSpace(clusters.options(threads: input.threads))
    let names = TopicView(corpus: session.corpus, units: folded)
    if let map {
      session.console.stage("drawing")
      try map.write(
        TopicMapPlot(topics: topics, space: space, threads: input.threads, name: names.name).svg())
    }
    if let heat {
      try heat.write(HeatPlot(topics: topics, space: space, threads: input.threads).svg())
    }
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
      for line in names.lines(for: topics).dropFirst() {
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
