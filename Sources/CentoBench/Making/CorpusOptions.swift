/// What a made corpus is like.
public struct CorpusOptions: Sendable, Hashable {
  /// How large the corpus is.
  public enum Size: Sendable, Hashable {
    /// About this many bytes of records: the number of records follows from a sample of their
    /// sizes.
    case bytes(Int)
    /// Exactly this many records.
    case records(Int)
  }

  /// How large the corpus is.
  public var size: Size
  /// Where the choices begin: the same seed, texts and options give the same bytes on every
  /// machine.
  public var seed: UInt64
  /// How many records of a thousand hold a planted copy, 0 to 333.
  public var plantedPerMille: Int
  /// What is done to the copies, in turn.
  public var kinds: [PlantKind]
  /// How much of what a kind can change is changed, in thousandths, 1 to 1000, in turn.
  public var ratesPerMille: [Int]
  /// How many paragraphs a record has, a line feed between them.
  public var paragraphsPerRecord: Int
  /// Whether paragraphs of the texts themselves are copied, each once, before filler is.
  public var quotesSources: Bool

  /// Options with these values.
  public init(
    size: Size = .bytes(10_000_000), seed: UInt64 = 0, plantedPerMille: Int = 50,
    kinds: [PlantKind] = PlantKind.allCases, ratesPerMille: [Int] = [50, 100, 200, 300, 400],
    paragraphsPerRecord: Int = 1, quotesSources: Bool = true
  ) {
    self.size = size
    self.seed = seed
    self.plantedPerMille = plantedPerMille
    self.kinds = kinds
    self.ratesPerMille = ratesPerMille
    self.paragraphsPerRecord = paragraphsPerRecord
    self.quotesSources = quotesSources
  }

  func check() throws(BenchError) {
    switch size {
    case .bytes(let count), .records(let count):
      if count < 1 { throw .impossibleOption("A corpus has a size of at least 1, not \(count).") }
    }
    if !(0...333).contains(plantedPerMille) {
      throw .impossibleOption(
        "Copies can be 0 to 333 of a thousand records, not \(plantedPerMille): "
          + "each needs an original."
      )
    }
    if kinds.isEmpty || ratesPerMille.isEmpty {
      throw .impossibleOption("Name at least one kind of edit and one rate.")
    }
    if let rate = ratesPerMille.first(where: { !(1...1000).contains($0) }) {
      throw .impossibleOption("A rate lies between 0.001 and 1, not at \(rate) thousandths.")
    }
    if paragraphsPerRecord < 1 {
      throw .impossibleOption("A record has at least one paragraph, not \(paragraphsPerRecord).")
    }
  }
}
