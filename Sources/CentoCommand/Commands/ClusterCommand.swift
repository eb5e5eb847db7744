internal import ArgumentParser
internal import Cento
internal import CentoFiles
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
  @OptionGroup(title: "Vectors and tree") var form: TopicFormOptions
  @Option(
    help: ArgumentHelp(
      "Draw a map of the articles, coloured by cluster, as SVG.", valueName: "map.svg"))
  var plot: String?
  @Option(
    help: ArgumentHelp(
      "Draw how alike every two articles are, ordered by cluster, as SVG.", valueName: "heat.svg"))
  var plotHeat: String?
  @OptionGroup(title: "Known clusters") var known: KnownTopicsOptions
  @OptionGroup(title: "Output") var output: FormatOption

  func validate() throws {
    if known.saveTopics != nil, form.vectors != nil {
      throw ValidationError("--save-topics keeps the space of the texts: leave --vectors out.")
    }
    guard known.assign != nil else { return }
    if clusters.clusters != .auto || form.vectors != nil || form.hierarchy || plot != nil
      || plotHeat != nil
      || known.saveTopics != nil
    {
      throw ValidationError(
        "--assign takes the clusters as they are: leave out --clusters, --vectors, --hierarchy, "
          + "--plot, --plot-heat and --save-topics.")
    }
  }

  func run() throws {
    if let path = known.assign { return try assign(to: KnownTopicsFile(path)) }
    let kept = try known.saveTopics.map { try OutputFile($0, beginning: KnownTopicsFile.opening) }
    let map = try plot.map { try OutputFile($0, beginning: SVGDocument.opening) }
    let heat = try plotHeat.map { try OutputFile($0, beginning: SVGDocument.opening) }
    let given = try form.vectors.map { try GivenVectors($0) }
    let session = Session(input.inputs, unit: units.unit)
    let level = session.effectiveLevel(units.unit, default: .article)
    session.console.stage("folding")
    let folded = FoldedUnits(
      of: session.corpus, at: units.unit ?? .article, folding: folding.passages,
      threads: input.threads)
    session.console.stage("clustering \(Figures.count(folded.units.count, "unit"))")
    let (topics, space) = try found(folded, given: given, keeping: kept)
    let tree =
      form.hierarchy && topics.clusters.count > 1
      ? TopicHierarchy(
        topics: topics, space: space, texts: folded.texts.map(\.scalars), threads: input.threads)
      : nil
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
        stream, command: "cluster", parameters: parameters(level: level, given: given))
      for record in folded.records(of: topics) { try records.write(record) }
      for record in tree.map(folded.records) ?? [] { try records.write(record) }
      try records.finish(
        session, units: folded.units.count, empty: folded.texts.count { $0.scalars.isEmpty },
        results: topics.clusters.count,
        counts: form.hierarchy ? [("merges", tree?.merges.count ?? 0)] : [])
    case .text:
      if let tree {
        for line in HierarchyView(topics: topics, hierarchy: tree).lines() { try stream.line(line) }
        try stream.line()
      }
      for line in names.lines(for: topics, order: tree?.leaves).dropFirst() {
        try stream.line(line)
      }
      try stream.line()
      try stream.line(
        "\(Figures.count(topics.clusters.count, "cluster")) of "
          + "\(Figures.count(folded.units.count, "unit")); ? marks a doubtful member"
          + (tree == nil
            ? "" : "; branches meet at a distance from 0, alike, to about 1, nothing in common"))
      try stream.finish()
    }
    try session.end()
  }

  /// The topics, kept in a file where that was asked for.
  private func found(
    _ folded: FoldedUnits, given: GivenVectors?, keeping kept: OutputFile?
  ) throws -> (Topics, TopicSpace) {
    let options = clusters.options(threads: input.threads)
    guard let kept else { return try folded.topicsAndSpace(options, given: given) }
    let found = try folded.knownTopics(options)
    try kept.write(
      bytes: KnownTopicsFile.bytes(of: found.known, in: folded, folding: folding.passages))
    return (found.topics, found.space)
  }

  private func assign(to file: KnownTopicsFile) throws {
    let session = Session(input.inputs, unit: units.unit)
    let level = session.effectiveLevel(units.unit, default: .article)
    session.console.stage("folding")
    let folded = FoldedUnits(
      of: session.corpus, at: units.unit ?? .article, folding: file.folding,
      threads: input.threads)
    try TopicAssignment(file: file, session: session, units: folded, threads: input.threads).tell(
      output.format, parameters: parameters(level: level, given: nil, assigning: file))
    try session.end()
  }

  private func parameters(
    level: UnitLevel, given: GivenVectors?, assigning file: KnownTopicsFile? = nil
  ) -> [(String, ParameterValue)] {
    [
      ("unit", .string(level.rawValue)), ("outline", .bool(input.outline)),
      ("encoding", .string(input.encoding ?? "utf-8")),
      ("fold", .string("\(file?.folding ?? folding.passages)")),
      ("clusters", file.map { .int($0.topics.clusters.count) } ?? clusters.clusters.parameter),
      ("seed", .int(Int(clamping: clusters.seed))),
      ("vectors", given.map { .string($0.sha256) } ?? .null), ("hierarchy", .bool(form.hierarchy)),
      ("assign", file.map { .string($0.sha256) } ?? .null),
    ]
  }
}
