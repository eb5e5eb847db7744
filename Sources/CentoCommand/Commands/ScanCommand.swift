internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// `cento scan`: everything at once, into a folder.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Read everything, find articles, reused passages, near duplicates and topics.",
    discussion: """
      Prints a summary and writes the results to a folder: documents, articles, paragraphs, furniture, \
      reuse, pairs and clusters, each as JSON Lines, and summary.txt.

      Example:  cento scan seeds/
      """)

  @OptionGroup var input: InputOptions
  @Option(help: ArgumentHelp("The folder for the results.", valueName: "dir"))
  var output = "cento-results/"
  @Flag(help: "Write into a folder that holds other things.")
  var force = false
  @Flag(help: "List titles and headings too, in paragraphs.jsonl.")
  var detail = false
  @OptionGroup(title: "What is found") var threshold: ThresholdOption
  @OptionGroup var told: ReuseOptionGroup
  @OptionGroup var clusters: ClusterOptionGroup
  @OptionGroup(title: "How it is compared") var folding: FoldOption
  @OptionGroup var vectors: VectorOptions

  func run() throws {
    let folder = try ResultsFolder(output, force: force)
    let session = Session(input.inputs, leavingOut: folder.path)
    let scan = try Scan(
      session.corpus, folding: folding, vectors: vectors.model,
      threshold: threshold.threshold ?? ThresholdOption.standard, reuse: told,
      topics: clusters.options(threads: input.threads), threads: input.threads,
      console: session.console)
    let lines = ScanView(session: session, scan: scan).lines
    try write(scan, summary: lines, of: session, to: folder)
    let stream = ResultStream()
    for line in lines { try stream.line(line) }
    try stream.line("Results: \(folder.path)/")
    try stream.finish()
    try session.end()
  }

  private func write(
    _ scan: Scan, summary: [String], of session: Session, to folder: ResultsFolder
  ) throws {
    let indices = session.corpus.entries.indices
    let files: [ResultsFile] = [
      records("documents", indices.map(session.documentRecord)),
      records(
        "articles", indices.flatMap { session.partRecords($0, articles: true, detail: false) }),
      records("paragraphs", indices.flatMap { session.textRecords($0, detail: detail) }),
      records("furniture", indices.flatMap(session.furnitureRecords)),
      ResultsFile(name: "reuse", results: scan.reuse.count) { stream in
        try scan.reuse.write(
          to: &stream, of: scan.units, in: session.corpus, threads: input.threads)
      },
      ResultsFile(name: "pairs", results: scan.duplicates.pairs.count) { stream in
        try stream.write(scan.duplicates.pairs, units: scan.units.count) {
          "\(scan.units.units[$0].passage.id)"
        }
      },
      records(
        "clusters", scan.articles.records(of: scan.topics), results: scan.topics.clusters.count),
    ]
    for file in files {
      var stream = try RecordStream(
        folder.stream(file.name + ".jsonl"), command: "scan", parameters: parameters(of: file.name))
      try file.write(&stream)
      try stream.finish(
        session, units: scan.units.units.count, empty: scan.duplicates.empty,
        results: file.results, counts: file.name == "reuse" ? scan.reuse.counts : [],
        shares: file.name == "reuse" ? scan.reuse.shares : [])
    }
    let text = try folder.stream("summary.txt")
    for line in summary { try text.line(line) }
    try text.finish()
  }

  /// One file of the folder.
  private struct ResultsFile {
    let name: String
    /// The number of its results, as its summary states it.
    let results: Int
    /// Writes its records.
    let write: (_ stream: inout RecordStream) throws -> Void
  }

  private func records(
    _ name: String, _ records: [Record], results: Int? = nil
  ) -> ResultsFile {
    ResultsFile(name: name, results: results ?? records.count) { stream in
      for record in records { try stream.write(record) }
    }
  }

  /// Pairs are compared by their cosine, everything else by its passages and terms.
  private func parameters(of file: String) -> [(String, ParameterValue)] {
    let fold = file == "pairs" ? folding.cosines : folding.passages
    return [
      ("outline", .bool(input.outline)), ("encoding", .string(input.encoding ?? "utf-8")),
      ("fold", .string("\(fold)")), ("ngrams", .string("\(vectors.ngrams)")),
      ("tf", .string(vectors.termFrequency.rawValue)),
      ("threshold", .number(threshold.threshold ?? ThresholdOption.standard)),
    ] + told.demands.parameters + [
      ("tier", .string(told.tier.map(\.rawValue).joined(separator: ","))),
      ("within", .bool(told.within)), ("clusters", clusters.clusters.parameter),
      ("seed", .int(Int(clamping: clusters.seed))), ("detail", .bool(detail)),
      ("exact_run", told.exactRunParameter),
      ("coverage", .string(told.coverage.rawValue)),
    ]
  }
}

extension Session {
  /// The paragraphs of document `index`; with detail its titles and headings too.
  fileprivate func textRecords(_ index: Int, detail: Bool) -> [Record] {
    let entry = corpus.entries[index]
    return (entry.outline?.elements ?? []).filter { element in
      switch element.kind {
      case .paragraph: true
      case .title, .heading: detail
      case .furniture: false
      }
    }.map { elementRecord($0, document: entry.document.id) }
  }

  /// The furniture of document `index`.
  fileprivate func furnitureRecords(_ index: Int) -> [Record] {
    let entry = corpus.entries[index]
    return (entry.outline?.elements ?? []).filter {
      if case .furniture = $0.kind { true } else { false }
    }.map { elementRecord($0, document: entry.document.id) }
  }
}
