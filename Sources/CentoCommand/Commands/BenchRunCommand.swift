public import ArgumentParser
internal import Cento
public import CentoBench
internal import CentoFiles
internal import CentoRecords

extension EngineStages.Stage: ExpressibleByArgument {}

/// `cento bench run`: stage by stage, and against the truth.
struct BenchRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Measure every stage on a corpus, and what is found of a known truth.",
    discussion: """
      Any texts of yours will do. With the truth that `cento bench make` wrote, recall is told by kind and \
      rate of edit; with the twin, which is the corpus without the copies, precision too: a passage is \
      false when the run on the twin does not find it and it touches no planted span.

      Times are those of this process on this machine: compare figures of one run.
      """)

  @OptionGroup var input: InputOptions
  @Option(help: ArgumentHelp("What was planted, as bench make wrote it.", valueName: "file"))
  var truth: String?
  @Option(help: ArgumentHelp("The corpus without the copies.", valueName: "file"))
  var twin: String?
  @Option(help: "Only this stage, after those that it needs.")
  var stage: EngineStages.Stage?
  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("How often everything is run; medians are told.", valueName: "n"))
  var repeats = 1
  @OptionGroup var units: UnitOption
  @OptionGroup var folding: FoldOption
  @OptionGroup var vectors: VectorOptions
  @OptionGroup var threshold: ThresholdOption
  @OptionGroup var output: FormatOption

  func validate() throws {
    guard repeats >= 1 else { throw ValidationError("--repeat \(repeats): run at least once.") }
    if twin != nil && truth == nil {
      throw ValidationError("--twin needs --truth: name what was planted too.")
    }
    if truth != nil, let stage, stage != .passages && stage != .join {
      throw ValidationError(
        "--truth is held against passages: leave --stage out, or choose passages.")
    }
  }

  func run() throws {
    var session = Session(input.inputs, unit: units.unit)
    let plants = try truth.map { try self.plants($0, in: &session) } ?? nil
    var runs: [EngineStages.Findings] = []
    for number in 1...repeats {
      session.console.stage("run \(number) of \(repeats)")
      runs.append(try stages(of: session).run(session.documents))
    }
    var reports = [reading()]
    for place in runs[0].reports.indices {
      reports += StageReport.median(of: runs.map { $0.reports[place] }).map { [$0] } ?? []
    }
    var baseline: [Detection]?
    if let twin {
      session.console.stage("running on the twin")
      var inputs = input.inputs
      inputs.paths = [twin]
      let other = Session(inputs, unit: units.unit)
      for problem in other.problems { session.report(problem) }
      baseline = try stages(of: session).run(other.documents).passages
    }
    let score = plants.map {
      PlantScore(of: runs[0].passages, against: $0, baseline: baseline ?? [])
    }
    session.console.clear()
    let table = BenchTable(
      reports: reports, score: score, hasBaseline: baseline != nil, repeats: repeats)
    let stream = ResultStream()
    switch output.format {
    case .jsonl:
      var records = try RecordStream(
        stream, command: "bench run", parameters: parameters(session))
      for record in table.records { try records.write(record) }
      try records.finish(
        session, units: session.corpus.units(at: units.unit ?? .paragraph).count, empty: 0,
        results: table.records.count)
    case .text:
      for line in table.lines { try stream.line(line) }
      try stream.finish()
    }
    try session.end()
  }

  private func stages(of session: Session) -> EngineStages {
    var stages = EngineStages()
    stages.level = units.unit ?? .paragraph
    stages.folding = folding.passages
    stages.vectors = vectors.model
    stages.threshold = threshold.threshold ?? ThresholdOption.standard
    stages.topics.threads = input.threads
    stages.threads = input.threads
    stages.only = stage
    return stages
  }

  /// Reading, measured on a second reading: the first one may have waited for the disk.
  private func reading() -> StageReport {
    let options = DocumentReader.Options(threads: input.threads, encoding: input.encoding)
    let paths = input.paths.filter { $0 != "-" }
    let (reading, report) = StageClock().measure("reading", bytes: 0, units: 0) {
      DocumentReader(options: options).read(paths)
    }
    let bytes = reading.documents.reduce(0) { $0 + $1.document.text.utf8.count }
    return StageReport(
      name: report.name, wall: report.wall, processor: report.processor,
      peakMemory: report.peakMemory, isPeakOfStage: report.isPeakOfStage, bytes: bytes,
      units: reading.documents.count,
      counts: [StageReport.Count("documents", reading.documents.count)])
  }

  private func plants(_ path: String, in session: inout Session) throws -> [Plant]? {
    let reading = DocumentReader(options: DocumentReader.Options(wholeFiles: true)).read([path])
    for problem in reading.problems { session.report(problem) }
    guard let text = reading.documents.first?.document.text else { return nil }
    do {
      let plants = try TruthFile.plants(in: text.utf8)
      var lengths: [DocumentID: Int] = [:]
      for entry in session.corpus.entries {
        lengths[entry.document.id] = entry.document.text.scalarCount
      }
      try TruthFile.check(plants) { lengths[$0] }
      return plants
    } catch {
      session.report(ReadProblem(file: path, place: .none, message: "\(error)"))
      return nil
    }
  }

  private func parameters(_ session: Session) -> [(String, ParameterValue)] {
    [
      (
        "unit",
        .string(session.effectiveLevel(units.unit, default: .paragraph).rawValue)
      ),
      ("fold", .string("\(folding.passages)")), ("ngrams", .string("\(vectors.ngrams)")),
      ("tf", .string(vectors.termFrequency.rawValue)),
      ("threshold", .number(threshold.threshold ?? ThresholdOption.standard)),
      ("stage", stage.map { .string($0.rawValue) } ?? .null), ("repeat", .int(repeats)),
      ("truth", .bool(truth != nil)), ("twin", .bool(twin != nil)),
    ]
  }
}

extension Session {
  /// The documents and how their parts are found, for another run of the stages.
  fileprivate var documents: [(document: Document, structure: Corpus.Structure)] {
    corpus.entries.map { ($0.document, $0.structure) }
  }
}
