internal import ArgumentParser
internal import Cento
internal import CentoFiles
internal import CentoRecords

/// `cento pairs`: units that are nearly the same.
struct PairsCommand: ParsableCommand {
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case document
    case score
  }

  static let configuration = CommandConfiguration(
    commandName: "pairs",
    abstract: "Find units that are nearly the same: every pair at or above a cosine, exactly.",
    discussion: """
      The vectors count character n-grams weighted by TF-IDF (idf = ln((1 + n) / (1 + df)) + 1). \
      Every pair at or above the threshold is found, and no other. With --groups the units \
      are put together: the longest stands for a group, every member is a pair with it, and no two \
      that stand for groups are a pair.

      Example:  cento pairs seeds/ --threshold 0.5
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "What is compared") var units: UnitOption
  @OptionGroup var threshold: ThresholdOption
  @OptionGroup var side: AgainstOption
  @OptionGroup var list: PairListOption
  @Option(
    help: ArgumentHelp(
      "Tell each unit's k nearest units instead; --threshold is then a floor.", valueName: "k"))
  var topK: Int?
  @Option(help: "The order of the pairs: by place, or by score from the highest.")
  var sort = Order.document
  @Option(
    help: ArgumentHelp(
      "Compare n units, chosen by a fixed seed, with all others by brute force, and end with "
        + "status 2 if the answer differs. It takes far more time than the answer.",
      valueName: "n"))
  var verify: Int?
  @Flag(help: "Tell groups of near-duplicates instead of pairs.")
  var groups = false
  @OptionGroup var linkage: LinkageOption
  @OptionGroup(title: "How it is compared") var folding: FoldOption
  @OptionGroup var vectors: VectorOptions
  @OptionGroup(title: "Memory") var memory: MemoryOption
  @OptionGroup(title: "Output") var output: FormatOption

  func validate() throws {
    if let topK, topK < 1 {
      throw ValidationError("--top-k \(topK): ask for at least one neighbour.")
    }
    if let verify, verify < 1 {
      throw ValidationError("--verify \(verify): ask for at least one unit.")
    }
    if verify != nil && topK != nil {
      throw ValidationError("--verify checks the pairs of a threshold. Leave --top-k out.")
    }
    guard groups else {
      if linkage.linkage != nil { throw ValidationError("--linkage is a matter of --groups.") }
      return
    }
    let isOneSided = side.against.isEmpty && list.pairList == nil
    if topK != nil || verify != nil || !isOneSided || sort != .document {
      throw ValidationError(
        "--groups come from all pairs of one side, by their first member: leave out --top-k, "
          + "--verify, --against, --pairs and --sort.")
    }
  }

  func run() throws {
    var inputs = input.inputs
    inputs.hasOtherSide = !side.against.isEmpty
    var making = UnitSession.Making(
      unit: units.unit, folding: folding.cosines, memory: memory.budget)
    if output.format == .text { making.excerpt = { Excerpt.beginning(of: $0) } }
    var session = try UnitSession(inputs, against: side.against, making: making)
    let level = session.effectiveLevel(units.unit)
    let allowed = session.documentPairs(list.pairList)
    let compared = session.units
    session.tellWork(vectors: vectors.model, memory: memory.budget)
    if groups {
      try tellGroups(of: compared, level: level, in: session)
      return
    }
    let question = topK.map {
      NearDuplicates.Question.nearest(count: $0, floor: threshold.threshold)
    }
    let duplicates = NearDuplicates(
      question ?? .threshold(threshold.threshold ?? ThresholdOption.standard),
      vectors: vectors.model, memory: memory.budget)
    let otherSide = session.firstUnitOfOtherSide
    let answer = try duplicates.pairs(
      in: compared, against: otherSide, threads: input.threads, progress: session.progress)
    try compared.check()
    let verification = try verify.flatMap { count in
      session.console.stage("verifying \(Figures.count(count, "unit"))")
      return try duplicates.verification(
        of: answer.pairs, in: compared, against: otherSide, sampling: count, threads: input.threads)
    }
    var pairs = answer.pairs
    if let allowed {
      pairs.removeAll {
        !allowed.contains(compared.document(of: $0.a), compared.document(of: $0.b))
      }
    }
    if sort == .score {
      pairs.sort { ($1.cosine, $0.a, $0.b) < ($0.cosine, $1.a, $1.b) }
    }
    session.console.clear()
    try tell(
      pairs, of: compared, level: level, empty: answer.empty, verification: verification,
      in: session)
    if let verification {
      session.console.say(Self.words(for: verification, of: compared.count))
      if !verification.holds { throw ExitCode(2) }
    }
    memory.tellExcess(session.console)
    try session.end(found: !pairs.isEmpty)
  }

  private func tell(
    _ pairs: [ScoredPair], of units: StoredUnits, level: UnitLevel, empty: Int,
    verification: PairVerification?, in session: UnitSession
  ) throws {
    let stream = ResultStream()
    switch output.format {
    case .jsonl:
      var records = try RecordStream(
        stream, command: "pairs", parameters: parameters(level: level))
      try records.write(pairs, units: units.count) { units.id(of: $0) }
      let counts = verification.map {
        [
          ("verified", $0.sampled), ("missing", $0.missing.count), ("extra", $0.extra.count),
        ]
      }
      try records.finish(
        session, units: units.count, empty: empty, results: pairs.count,
        counts: counts ?? [])
    case .text:
      let view = PairView(names: UnitNames(units))
      for pair in pairs {
        for line in view.lines(for: pair) { try stream.line(line) }
      }
      try stream.line(
        (pairs.isEmpty ? "" : "\n")
          + "\(Figures.count(pairs.count, "pair")) among \(Figures.count(units.count, "unit"))"
      )
      try stream.finish()
    }
  }

  private func tellGroups(
    of units: StoredUnits, level: UnitLevel, in session: UnitSession
  ) throws {
    let found = try DuplicateGroups.find(
      in: units,
      options: DuplicateGroups.Options(
        threshold: threshold.threshold ?? ThresholdOption.standard,
        linkage: linkage.linkage ?? .representative, vectors: vectors.model,
        memory: memory.budget),
      threads: input.threads, progress: session.progress)
    try units.check()
    session.console.clear()
    let stream = ResultStream()
    let names = UnitNames(units)
    switch output.format {
    case .jsonl:
      var records = try RecordStream(
        stream, command: "pairs", parameters: parameters(level: level))
      for (place, group) in found.groups.enumerated() {
        try records.write(names.record(of: group, number: place + 1))
      }
      try records.finish(
        session, units: units.count, empty: found.empty, results: found.groups.count)
    case .text:
      let view = GroupView(names: names)
      for (place, group) in found.groups.enumerated() {
        for line in view.lines(for: group, number: place + 1) { try stream.line(line) }
      }
      let blank = found.groups.isEmpty ? "" : "\n"
      try stream.line(
        blank + "\(Figures.count(found.groups.count, "group")) among "
          + Figures.count(units.count, "unit"))
      try stream.finish()
    }
    memory.tellExcess(session.console)
    try session.end(found: !found.groups.isEmpty)
  }

  private static func words(for verification: PairVerification, of units: Int) -> String {
    let what =
      "\(Figures.count(verification.sampled, "unit")) compared with all "
      + "\(Figures.count(units, "unit")) by brute force: \(verification.missing.count) missing, "
      + "\(verification.extra.count) extra."
    return verification.holds
      ? what : what + " The answer is wrong: please report it, with the input if you can."
  }

  private func parameters(level: UnitLevel) -> [(String, ParameterValue)] {
    let least = threshold.threshold ?? (topK == nil ? ThresholdOption.standard : nil)
    return [
      ("unit", .string(level.rawValue)), ("outline", .bool(input.outline)),
      ("encoding", .string(input.encoding ?? "utf-8")), ("fold", .string("\(folding.cosines)")),
      ("ngrams", .string("\(vectors.ngrams)")), ("tf", .string(vectors.termFrequency.rawValue)),
      ("threshold", least.map { .number($0) } ?? .null),
      ("top_k", topK.map { .int($0) } ?? .null), ("against", .bool(!side.against.isEmpty)),
      ("pairs", .bool(list.pairList != nil)), ("sort", .string(sort.rawValue)),
      ("groups", .bool(groups)),
      ("linkage", groups ? .string((linkage.linkage ?? .representative).rawValue) : .null),
    ]
  }
}
