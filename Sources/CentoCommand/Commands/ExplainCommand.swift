internal import ArgumentParser
internal import Cento
internal import CentoFiles
internal import CentoRecords

/// `cento explain`: why two units are alike.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why two units are alike: the grams that earned their cosine, what they share.",
    discussion: """
      A and B are ids as the other commands print them: a document, document#2, document#2.5. Scores \
      depend on the whole corpus, so name the files and folders that the score came from; without any, \
      the two documents alone are the corpus.

      Then follow the passages that `cento reuse` finds between the two, of every tier: the evidence in \
      bits, what it had to beat, why it is in its tier, and the shared pieces that surprise most. What \
      was found with other options than the standard ones is found again with the same options. With \
      --against and no paths the document of A is compared with the others.

      Examples:  cento explain 'a.txt#1.2' 'b.txt#1.4' a.txt b.txt
                 cento explain 'new/a.txt#1.2' 'old/b.txt#3.1' new/ --against old/
      """)

  @Argument(help: "The first unit.") var a: String
  @Argument(help: "The second unit.") var b: String
  @Argument(help: "The files and folders of the corpus.") var paths: [String] = []
  @Flag(help: "Look for articles in the text of JSON Lines records too.") var outline = false
  @Option(help: ArgumentHelp("How many grams are listed.", valueName: "n")) var grams = 20
  @OptionGroup(title: "What is compared") var side: AgainstOption
  @OptionGroup var list: PairListOption
  @OptionGroup(title: "Which passages are explained") var demands: PassageDemands
  @Flag(help: "Look for repetition inside one article too, as `reuse --within` does.")
  var within = false
  @OptionGroup(title: "How it is compared") var folding: FoldOption
  @OptionGroup var vectors: VectorOptions
  @OptionGroup var common: BackgroundOption
  @OptionGroup(title: "Output") var output: FormatOption

  func validate() throws {
    guard grams >= 0 else { throw ValidationError("--grams \(grams): a count is not negative.") }
  }

  func run() throws {
    let names = [UnitName(a), UnitName(b)]
    let named = side.against.isEmpty ? names.map(\.document) : [names[0].document]
    let input = Inputs(paths: paths.isEmpty ? named : paths, outline: outline)
    let level = names.map(\.level).max() ?? .document
    var session = Session(input, unit: level, against: side.against)
    let allowed = session.documentPairs(list.pairList)
    let units = FoldedUnits(of: session.corpus, at: level, folding: folding.cosines)
    let places = zip([a, b], names).compactMap { id, name -> (Unit, FoldedText)? in
      let found = session.unit(id, name, among: units, folding: folding.cosines)
      if found == nil {
        session.report(
          ReadProblem(
            file: name.document, place: .none,
            message:
              "there is no unit \(id) here. `cento split --detail --format jsonl` lists the ids."))
      }
      return found
    }
    guard places.count == 2 else { return try session.end() }
    let (model, _) = try TFIDFModel.fit(
      count: units.texts.count, options: vectors.model, threads: input.threads
    ) { units.texts[$0].scalars }
    let explanation = Explanation(
      a: places[0], b: places[1], model: model, corpus: session.corpus, grams: grams)
    var options = demands.options(within: within, pairs: allowed, firstSide: session.firstSide)
    options.background = session.background(
      common.background, input, unit: .paragraph, folding: folding.passages)
    // `reuse` compares paragraphs, whatever the level of the two ids.
    let paragraphs =
      level == .paragraph && folding.passages == folding.cosines
      ? units : FoldedUnits(of: session.corpus, at: .paragraph, folding: folding.passages)
    let evidence = EvidenceView(
      a: places[0].0, b: places[1].0, units: paragraphs, corpus: session.corpus, options: options)
    let stream = ResultStream()
    switch output.format {
    case .jsonl:
      var records = try RecordStream(stream, command: "explain", parameters: parameters(level))
      for record in explanation.records + evidence.records { try records.write(record) }
      try records.finish(
        session, units: units.units.count, empty: units.texts.count { $0.scalars.isEmpty },
        results: explanation.contributions.count, counts: [("evidence", evidence.count)])
    case .text:
      for line in explanation.lines + evidence.lines { try stream.line(line) }
      try stream.finish()
    }
    try session.end()
  }

  private func parameters(_ level: UnitLevel) -> [(String, ParameterValue)] {
    [
      ("unit", .string(level.rawValue)), ("outline", .bool(outline)),
      ("fold", .string("\(folding.cosines)")), ("ngrams", .string("\(vectors.ngrams)")),
      ("tf", .string(vectors.termFrequency.rawValue)), ("grams", .int(grams)),
      ("within", .bool(within)), ("against", .bool(!side.against.isEmpty)),
      ("pairs", .bool(list.pairList != nil)),
    ] + demands.parameters + [
      ("background", .bool(!common.background.isEmpty)),
      ("passage_fold", .string("\(folding.passages)")),
    ]
  }
}

/// An id as a person typed it, taken apart from the right: `#` in a document's name is legal.
private struct UnitName {
  let document: String
  let level: UnitLevel

  init(_ id: String) {
    let levels: [UnitLevel] = [.article, .paragraph, .sentence]
    guard let mark = id.lastIndex(of: "#") else {
      (document, level) = (id, .document)
      return
    }
    let numbers = id[id.index(after: mark)...].split(
      separator: ".", omittingEmptySubsequences: false)
    guard numbers.count <= 3, numbers.allSatisfy({ Int($0).map { $0 > 0 } ?? false }) else {
      (document, level) = (id, .document)
      return
    }
    (document, level) = (String(id[..<mark]), levels[numbers.count - 1])
  }
}

extension UnitLevel: Comparable {
  /// From the widest unit to the narrowest.
  static func < (a: UnitLevel, b: UnitLevel) -> Bool {
    let order = UnitLevel.allCases
    return (order.firstIndex(of: a) ?? 0) < (order.firstIndex(of: b) ?? 0)
  }
}

extension Session {
  /// The unit of this id and its folded text, from `units` or from a wider level of the corpus.
  fileprivate func unit(
    _ id: String, _ name: UnitName, among units: FoldedUnits, folding: Folding
  ) -> (Unit, FoldedText)? {
    if let place = units.units.firstIndex(where: { "\($0.passage.id)" == id }) {
      let text = units.texts[place]
      return (units.units[place], FoldedText(scalars: text.scalars, map: text.map))
    }
    for level in [name.level, .document] {
      let wider = corpus.units(at: level)
      guard let unit = wider.first(where: { "\($0.passage.id)" == id }) else { continue }
      let text = corpus.entries[unit.document].document.text
      return (unit, folding.fold(text, parts: unit.passage.parts))
    }
    return nil
  }
}
