internal import ArgumentParser
internal import Cento
internal import CentoBench
internal import CentoFiles
internal import CentoRecords

/// `cento bench make`: a corpus of a stated size and seed, with its truth.
struct BenchMakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Write a corpus with the statistics of given texts, and planted copies with truth.",
    discussion: """
      Writes records.jsonl (ids and texts), truth.jsonl (what was planted where) and twin.jsonl (the \
      same records with fresh filler in place of every copy) into the output folder.
      """)

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp("About how large: bytes, with K, M or G.", valueName: "size"),
    transform: Self.parseSize)
  var size = 10_000_000

  @Option(help: ArgumentHelp("Exactly how many records, in place of --size.", valueName: "n"))
  var records: Int?

  @Option(help: ArgumentHelp("Where the pseudo-random choices begin.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("The share of records that hold a copy, to 0.333.", valueName: "s"))
  var planted = 0.05

  @Option(help: ArgumentHelp("Paragraphs in a record.", valueName: "n"))
  var paragraphs = 1

  @Option(
    help: "Kinds of edits: \(PlantKind.allCases.map(\.rawValue).joined(separator: ", ")).",
    transform: Self.parseKinds)
  var kinds = PlantKind.allCases

  @Option(help: "Rates of edits, from 0.001 to 1.", transform: Self.parseRates)
  var rates = [50, 100, 200, 300, 400]

  @Flag(help: "Copy filler only, never a paragraph of the texts.")
  var fillerOnly = false

  @Option(help: ArgumentHelp("The folder that is written.", valueName: "dir"))
  var output = "cento-bench/"

  @Flag(help: "Write into a folder that holds other things.")
  var force = false

  private var options: CorpusOptions {
    CorpusOptions(
      size: records.map { .records($0) } ?? .bytes(size), seed: seed,
      plantedPerMille: Int((planted * 1000).rounded()), kinds: kinds, ratesPerMille: rates,
      paragraphsPerRecord: paragraphs, quotesSources: !fillerOnly)
  }

  func run() throws {
    let session = Session(input.inputs)
    let sources = session.corpus.entries.flatMap {
      SourceParagraphs.paragraphs(of: $0.document.text)
    }
    session.console.stage("learning from \(Figures.count(sources.count, "paragraph"))")
    do {
      let folder = try ResultsFolder(output, marker: "truth.jsonl", force: force)
      try write(CorpusMaker(sources: sources, options: options), to: folder, in: session)
    } catch let error as BenchError {
      if case .impossibleOption = error { throw ValidationError("\(error)") }
      throw error
    }
    try session.end()
  }

  private func write(
    _ maker: CorpusMaker, to folder: ResultsFolder, in session: Session
  ) throws {
    let records = try folder.stream("records.jsonl")
    let truth = try folder.stream("truth.jsonl")
    try truth.write(TruthFile.header(of: maker, version: centoVersion))
    var plants = 0
    session.console.stage("writing \(Figures.count(maker.records, "record"))")
    try maker.write(threads: input.threads) { block throws(OutputError) in
      try records.write(block.records)
      try truth.write(block.truth)
      plants += block.plants.count
    }
    try truth.write(TruthFile.summary(documents: maker.records, plants: plants))
    session.console.stage("writing the twin without the copies")
    let twin = try folder.stream("twin.jsonl")
    try maker.write(twin: true, threads: input.threads) { block throws(OutputError) in
      try twin.write(block.records)
    }
    for stream in [records, twin, truth] { try stream.finish() }
    session.console.clear()
    let told = ResultStream()
    try told.line(
      "\(Figures.count(maker.records, "record")), \(Figures.count(plants, "planted copy", "planted copies"))"
        + " in \(folder.path)/: records.jsonl, truth.jsonl, twin.jsonl")
    try told.finish()
  }

  private static func parseSize(_ text: String) throws -> Int {
    let units: [Character: Int] = ["K": 1000, "M": 1_000_000, "G": 1_000_000_000]
    let unit = text.last.flatMap { units[$0] }
    guard let count = Int(unit == nil ? text[...] : text.dropLast()), count >= 1,
      case let (bytes, overflow) = count.multipliedReportingOverflow(by: unit ?? 1), !overflow
    else { throw ValidationError("--size \(text): write a number of bytes, or 10K, 10M, 10G.") }
    return bytes
  }

  private static func parseKinds(_ text: String) throws -> [PlantKind] {
    try text.split(separator: ",").map {
      guard let kind = PlantKind(rawValue: String($0)) else {
        throw ValidationError("'\($0)' is no kind of edit.")
      }
      return kind
    }
  }

  private static func parseRates(_ text: String) throws -> [Int] {
    try text.split(separator: ",").map {
      guard let rate = Double($0), (0.001...1).contains(rate) else {
        throw ValidationError("'\($0)' is no rate from 0.001 to 1.")
      }
      return Int((rate * 1000).rounded())
    }
  }
}
