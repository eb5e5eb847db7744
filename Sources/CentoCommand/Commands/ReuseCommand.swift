internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// `cento reuse`: passages that stand in two places.
struct ReuseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reuse",
    abstract: "Find passages that stand in two places, word for word or edited, with exact spans.",
    discussion: """
      A passage is told when the characters that two texts share are too surprising to be chance or \
      common phrasing. Formulas and marked quotations are kept in tiers of their own. With --tier all \
      every run of 13 characters or 6 words that two units share is told, as a pair or as members of a \
      family: see --exact-run.

      What differs between the two places is listed: numbers, dates, names, places, masks, wording. \
      At the end stands how much of each document is copied: in all (总文字复制比), without quotations \
      (去除引用文献复制比), and from the one text that has most of it (单篇最大文字复制比); jsonl gives \
      both shares of every pair too. An identical text is 100 %; formulas do not count.

      Examples:  cento reuse seeds/
                 cento reuse new/ --against archive/
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "What is compared") var units: UnitOption
  @OptionGroup var side: AgainstOption
  @OptionGroup var list: PairListOption
  @OptionGroup(title: "What is told") var told: ReuseOptionGroup
  @Flag(help: "Add the edit script of the folded texts to every jsonl record: 12=1X3I.")
  var script = false
  @OptionGroup(title: "How it is compared") var folding: FoldOption
  @OptionGroup var common: BackgroundOption
  @OptionGroup(title: "Output") var output: FormatOption

  func run() throws {
    ProgramMemory.returnsLargeBlocks()
    var session = Session(input.inputs, unit: units.unit, against: side.against)
    let level = session.effectiveLevel(units.unit, default: .paragraph)
    let allowed = session.documentPairs(list.pairList)
    session.console.stage("folding")
    let folded = FoldedUnits(
      of: session.corpus, at: units.unit ?? .paragraph, folding: folding.passages,
      threads: input.threads)
    var options = told.options(pairs: allowed, firstSide: session.firstSide)
    options.background = session.background(
      common.background, input.inputs, unit: units.unit ?? .paragraph, folding: folding.passages)
    ProgramMemory.returnsFreePages()
    session.console.stage("aligning \(Figures.count(folded.units.count, "unit"))")
    let found = ToldReuse(
      folded, in: session.corpus, options: options, told: told, threads: input.threads)
    session.console.clear()
    try tell(found, of: folded, level: level, in: session)
    try session.end(found: found.count > 0)
  }

  private func tell(
    _ found: ToldReuse, of folded: FoldedUnits, level: UnitLevel, in session: Session
  ) throws {
    let stream = ResultStream()
    switch output.format {
    case .jsonl:
      var records = try RecordStream(
        stream, command: "reuse", parameters: parameters(level: level))
      try found.write(
        to: &records, of: folded, in: session.corpus, script: script, threads: input.threads)
      try records.finish(
        session, units: folded.count, empty: (0..<folded.count).count { folded.size(of: $0) == 0 },
        results: found.count, counts: found.counts, shares: found.shares)
    case .text:
      try found.write(to: stream, of: folded, in: session.corpus, threads: input.threads)
      try stream.line(
        "\(Figures.count(found.count, "reused passage")) among "
          + Figures.count(folded.units.count, "unit") + found.notTold)
      for line in CoverageView(found).lines { try stream.line(line) }
      try stream.finish()
    }
  }

  private func parameters(level: UnitLevel) -> [(String, ParameterValue)] {
    [
      ("unit", .string(level.rawValue)), ("outline", .bool(input.outline)),
      ("encoding", .string(input.encoding ?? "utf-8")), ("fold", .string("\(folding.passages)")),
    ] + told.demands.parameters + [
      ("tier", .string(told.tier.map(\.rawValue).joined(separator: ","))),
      ("within", .bool(told.within)), ("against", .bool(!side.against.isEmpty)),
      ("pairs", .bool(list.pairList != nil)), ("exact_run", told.exactRunParameter),
      ("coverage", .string(told.coverage.rawValue)), ("script", .bool(script)),
      ("background", .bool(!common.background.isEmpty)),
    ]
  }
}
