internal import ArgumentParser
internal import Cento
internal import CentoFiles
internal import CentoRecords

/// `cento dedup`: one of every group of near-duplicates.
struct DedupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedup",
    abstract: "Say which near-duplicates can go because of which; write the rest to a new file.",
    discussion: """
      Records and files are compared as wholes. Every record dropped has a cosine of at least the \
      threshold with the one that is kept for it, and no two that are kept have. Without --output \
      this is a plan. With it the kept records are written as they stand in their lines, in their \
      order (of text files: the kept paths, one a line), and beside it the list of what was dropped. \
      Inputs are never changed. Paragraphs, sentences and articles can be planned for, not written: \
      a text without some of its parts is another text.

      Example:  cento dedup in.jsonl --output out.jsonl
      """)

  /// The rules that make sense of what is kept.
  enum Keep: String, ExpressibleByArgument, CaseIterable {
    case longest
    case first
    case newest
  }

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "What is compared") var units: UnitOption
  @OptionGroup var threshold: ThresholdOption
  @OptionGroup(title: "What is kept") var linkage: LinkageOption
  @Option(
    help: """
      Which copy of a group is kept; of equals the first. newest goes by the date that a record has \
      under a key such as date, published or time, or that stands in its name or dateline; without one \
      it is not guessed: dated copies come before undated ones, and of these the first.
      """)
  var keep = Keep.longest
  @OptionGroup(title: "How it is compared") var folding: FoldOption
  @OptionGroup var vectors: VectorOptions
  @OptionGroup(title: "Memory") var memory: MemoryOption
  @Option(help: ArgumentHelp("A new file for the kept records.", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "A new file for the list of what was dropped (default: out.dropped.jsonl beside out.jsonl).",
      valueName: "file.jsonl"))
  var dropped: String?
  @Flag(help: "Write over files that are there; never over an input.")
  var force = false
  @OptionGroup(title: "Output") var format: FormatOption

  private var droppedPath: String? {
    dropped ?? output.map { OutputFile.list("dropped", beside: $0) }
  }

  func validate() throws {
    for path in [output, dropped] where path == "" {
      throw ValidationError("--output and --dropped need the name of a new file.")
    }
    if let output {
      if let unit = units.unit, unit != .document {
        throw ValidationError(
          "--unit \(unit.rawValue) gives a plan only: leave out --output, or compare documents.")
      }
      if input.paths.contains("-") {
        throw ValidationError(
          "standard input cannot be read twice, as --output needs: save it as a file first.")
      }
      if droppedPath == output {
        throw ValidationError("--dropped \(output): the same file as --output. Choose another.")
      }
      if let encoding = input.encoding, !RecordLines.canCopy(encoding: encoding) {
        throw ValidationError(
          "--encoding \(encoding): its lines cannot be copied as they stand. "
            + "Convert the file to UTF-8, or leave out --output.")
      }
    }
  }

  func run() throws {
    let files = try [output, droppedPath].compactMap(\.self).map {
      try OutputFile($0, force: force)
    }
    for file in files { try file.isNone(of: input.paths) }
    let session = try read()
    for file in files {
      try file.isNone(of: session.sources.files.map(\.path) + session.problems.map(\.file))
    }
    let keeping = try output.map { _ in try KeptSources(session.sources) }
    let compared = session.units
    session.tellWork(vectors: vectors.model, memory: memory.budget)
    let found = try DuplicateGroups.find(
      in: compared,
      options: DuplicateGroups.Options(
        threshold: threshold.threshold ?? ThresholdOption.standard,
        linkage: linkage.linkage ?? .representative, keep: rule, vectors: vectors.model,
        memory: memory.budget),
      threads: input.threads, progress: session.progress)
    try compared.check()
    let undated = keep == .newest ? sayUndated(in: session) : nil
    let report = DedupReport(
      session: session, found: found, parameters: parameters(session), undated: undated)
    // The list first: what is missing from an output can then always be explained.
    if let droppedPath { try report.write(to: droppedPath) }
    if let keeping, let output {
      var isGone = [Bool](repeating: false, count: session.documentCount)
      for copy in found.dropped { isGone[compared.document(of: copy.unit)] = true }
      try keeping.write(to: output, leavingOut: isGone) { session.documentID($0) }
    }
    session.console.clear()
    switch format.format {
    case .jsonl: try report.printRecords()
    case .text: try report.printPlan(writtenTo: output)
    }
    memory.tellExcess(session.console)
    try session.end(found: !found.groups.isEmpty)
  }

  private func read() throws -> UnitSession {
    var making = UnitSession.Making(
      unit: units.unit, folding: folding.cosines, memory: memory.budget)
    making.usual = .document
    making.asksDates = keep == .newest
    if format.format == .text { making.excerpt = { Excerpt.beginning(of: $0) } }
    return try UnitSession(input.inputs, against: [], making: making)
  }

  private var rule: KeepRule {
    switch keep {
    case .longest: .longest
    case .first: .first
    case .newest: .newest
    }
  }

  /// Says how many documents have no date, for which the rule is another.
  private func sayUndated(in session: UnitSession) -> Int {
    let undated = (0..<session.documentCount).count {
      session.units.seconds(ofDocument: $0) == nil
    }
    if undated > 0 {
      session.console.say(
        "\(Figures.count(undated, "document")) without a date: a dated copy is kept before them, "
          + "among themselves the first.")
    }
    return undated
  }

  private func parameters(_ session: UnitSession) -> [(String, ParameterValue)] {
    let level = session.effectiveLevel(units.unit)
    return [
      ("unit", .string(level.rawValue)), ("outline", .bool(input.outline)),
      ("encoding", .string(input.encoding ?? "utf-8")), ("fold", .string("\(folding.cosines)")),
      ("ngrams", .string("\(vectors.ngrams)")), ("tf", .string(vectors.termFrequency.rawValue)),
      ("threshold", .number(threshold.threshold ?? ThresholdOption.standard)),
      ("linkage", .string((linkage.linkage ?? .representative).rawValue)),
      ("keep", .string(keep.rawValue)),
    ]
  }
}
