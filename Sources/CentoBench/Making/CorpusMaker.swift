public import CentoParallel
internal import CentoText

/// Writes corpora of any size with the statistics of given texts, and with planted copies whose
/// truth is known.
///
/// Filler is drawn from a character Markov chain with back-off, so that it reads like the texts
/// without reciting them. Every record is a pure function of the seed, the texts, the options and
/// its number: records are made in any order and on any number of threads, an original is made
/// again where its copy needs it, and memory does not grow with the corpus. The originals are real
/// paragraphs of the texts, each used once, as long as they last (`CorpusOptions.quotesSources`),
/// then filler; an excerpt's copy always stands inside filler.
///
///     let options = CorpusOptions(size: .records(1000))
///     let maker = try CorpusMaker(sources: paragraphs, options: options)
///     maker.write { block in records += block.records; truth += block.truth }
public struct CorpusMaker: Sendable {
  /// The shortest passage that is planted, in scalars.
  public static let shortestPlant = 40
  /// The longest excerpt that is planted, in scalars.
  public static let longestExcerpt = 400
  /// The most scalars of the texts that the filler learns from; of longer texts an even selection
  /// of paragraphs.
  public static let learntScalars = 250_000

  /// The options.
  public let options: CorpusOptions
  /// The number of records.
  public let records: Int
  /// The number of copies.
  public var copies: Int { plan.plants }

  let model: FillerModel
  let plan: CorpusPlan
  private let quotable: [[UInt32]]

  /// A maker that learns from these paragraphs, each a text without line feeds; empty ones are left
  /// out.
  ///
  /// - Throws: `BenchError.noText`, `BenchError.impossibleOption`.
  /// - Complexity: O(n log n) time in the scalars learnt from, about 100 bytes for each.
  public init(sources: [[UInt32]], options: CorpusOptions) throws(BenchError) {
    try options.check()
    let paragraphs = Self.selection(of: sources)
    if paragraphs.isEmpty { throw .noText }
    let quotable = options.quotesSources ? Self.quotable(paragraphs, seed: options.seed) : []
    let model = FillerModel(paragraphs)
    switch options.size {
    case .records(let count): records = count
    case .bytes(let bytes):
      // The mean is taken over records of a plan of about the right size, copies and originals
      // included.
      let sampled = CorpusMaker(
        model: model, quotable: quotable, records: max(1, bytes / 500), options: options)
      records = max(1, bytes * Self.sample / sampled.bytesOfSample)
    }
    self.options = options
    self.model = model
    self.quotable = quotable
    plan = CorpusPlan(records: records, options: options)
  }

  private init(
    model: FillerModel, quotable: [[UInt32]], records: Int, options: CorpusOptions
  ) {
    self.model = model
    self.quotable = quotable
    self.records = records
    self.options = options
    plan = CorpusPlan(records: records, options: options)
  }

  /// Makes the corpus block by block, in order, and hands each block on.
  ///
  /// - Parameters:
  ///   - twin: Whether every planted copy gives way to fresh filler of the same number of
  ///     scalars, everything else as it is: the corpus without the plants. The truth of a twin is
  ///     empty.
  ///   - threads: The number of workers; the bytes do not depend on it.
  public func write<Failure: Error>(
    twin: Bool = false, threads: Int = Parallel.cores,
    to sink: (MadeBlock) throws(Failure) -> Void
  ) throws(Failure) {
    let blocks = (records + Self.blockSize - 1) / Self.blockSize
    let wave = max(1, threads) * 4
    for first in stride(from: 0, to: blocks, by: wave) {
      let made = Parallel.map(count: min(wave, blocks - first), threads: threads) { index in
        let start = (first + index) * Self.blockSize
        return block(of: start..<min(records, start + Self.blockSize), twin: twin)
      }
      for block in made { try sink(block) }
    }
  }

  /// The records of a range, and the truth of the copies among them.
  public func block(of range: Range<Int>, twin: Bool = false) -> MadeBlock {
    var block = MadeBlock()
    for index in range {
      let record = record(at: index, twin: twin)
      RecordLine.append(id: Self.id(of: index), text: record.text, to: &block.records)
      for plant in record.plants {
        TruthFile.append(plant, to: &block.truth)
        block.plants.append(plant)
      }
    }
    return block
  }

  static func id(of record: Int) -> DocumentID { DocumentID(rawValue: "r\(record + 1)") }

  private static let blockSize = 256
  private static let sample = 1000

  /// The length in bytes of `sample` records spread evenly over the corpus.
  private var bytesOfSample: Int {
    (0..<Self.sample).reduce(0) { sum, place in
      let index = place * records / Self.sample
      return sum + block(of: index..<index + 1).records.count
    }
  }

  private static func selection(of sources: [[UInt32]]) -> [[UInt32]] {
    let paragraphs = sources.filter { $0.contains { $0 != 0x0A } }
    let total = paragraphs.reduce(0) { $0 + $1.count }
    guard total > learntScalars else { return paragraphs }
    let kept = max(1, paragraphs.count * (learntScalars / 1000) / (total / 1000))
    return (0..<kept).map { paragraphs[$0 * paragraphs.count / kept] }
  }

  /// The paragraphs long enough to be planted, in the order in which plants take them.
  private static func quotable(_ paragraphs: [[UInt32]], seed: UInt64) -> [[UInt32]] {
    var result = paragraphs.filter { $0.count >= shortestPlant }
    var numbers = SeededNumbers(seed: seed, for: .quotation)
    for place in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(place, numbers.below(place + 1))
    }
    return result
  }

  /// The paragraph that a plant copies; a splice's second part, and what comes after the texts'
  /// last paragraph, is filler.
  func original(of plant: Int, part: Int) -> (text: [UInt32], origin: Plant.Origin) {
    if part == 0, plant < quotable.count { return (quotable[plant], .source) }
    var numbers = SeededNumbers(seed: options.seed, for: .plant, at: plant, 1 + part)
    return (model.paragraph(fitForPlants: true, &numbers), .filler)
  }
}

/// Some records of a made corpus.
public struct MadeBlock: Sendable, Hashable {
  /// The records as JSON Lines: an `id` and a `text` each, nothing of the truth.
  public internal(set) var records: [UInt8] = []
  /// The truth of the copies in these records, as lines of a truth file.
  public internal(set) var truth: [UInt8] = []
  /// The same as values.
  public internal(set) var plants: [Plant] = []
}
