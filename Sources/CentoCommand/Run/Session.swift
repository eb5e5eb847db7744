internal import Cento
internal import CentoFiles
internal import CentoRecords

/// One run of a command: what was read, what went wrong, and how it ends.
struct Session: Run {
  /// Messages and progress.
  let console = Console()
  /// The documents read, with their articles; those of the other side come last.
  let corpus: Corpus
  /// What the reader knows of each document, in the same order.
  let sources: [ReadDocument]
  /// The number of documents on the first side, if there is another side.
  let firstSide: Int?
  /// Names in folders that were left alone.
  let ignored: Int
  /// What could not be read or done so far.
  private(set) var problems: [ReadProblem]

  /// Reads the inputs, and those of the other side if there is one, and says what could not be read.
  init(
    _ input: Inputs, unit: UnitLevel? = nil, against: [String] = [],
    leavingOut output: String? = nil
  ) {
    console.stage("reading")
    var options = DocumentReader.Options(
      threads: input.threads, encoding: input.encoding, leavingOut: output.map { [$0] } ?? [])
    let reading = DocumentReader(options: options).read(input.paths)
    var documents = reading.documents
    problems = reading.problems
    var ignored = reading.ignored
    if against.isEmpty {
      firstSide = nil
    } else {
      firstSide = documents.count
      options.leavingOut += documents.filter { !$0.isRecord }.map(\.document.id.rawValue)
      let others = DocumentReader(options: options).read(against)
      let known = Set(documents.map(\.document.id))
      documents += others.documents.filter { !known.contains($0.document.id) }
      problems += others.problems
      ignored += others.ignored
    }
    self.ignored = ignored
    sources = documents
    for problem in problems { console.say("\(problem)") }
    console.stage("finding articles")
    corpus = Corpus(
      documents.map {
        ($0.document, $0.structure(unit: unit, outline: input.outline))
      }, threads: input.threads)
    console.clear()
  }

  var documentCount: Int { corpus.entries.count }

  func documentID(_ document: Int) -> String { corpus.entries[document].document.id.rawValue }

  /// The level that is compared where none was asked for, as the header names it.
  func effectiveLevel(_ asked: UnitLevel?, default level: UnitLevel) -> UnitLevel {
    if let asked { return asked }
    let whole = corpus.entries.allSatisfy { $0.structure == .whole }
    return whole && !corpus.entries.isEmpty ? .document : level
  }

  mutating func report(_ problem: ReadProblem) {
    problems.append(problem)
    console.say("\(problem)")
  }

  /// The texts that teach what is common; what could not be read is reported.
  mutating func background(
    _ paths: [String], _ input: Inputs, unit: UnitLevel, folding: Folding
  ) -> [ReuseText] {
    guard !paths.isEmpty else { return [] }
    console.stage("reading the background")
    let reading = DocumentReader(
      options: DocumentReader.Options(threads: input.threads, encoding: input.encoding)
    ).read(paths)
    for problem in reading.problems { report(problem) }
    let corpus = Corpus(
      reading.documents.map {
        ($0.document, $0.structure(unit: unit, outline: input.outline))
      }, threads: input.threads)
    return FoldedUnits(of: corpus, at: unit, folding: folding, threads: input.threads)
      .reuseTexts(in: corpus)
  }
}
