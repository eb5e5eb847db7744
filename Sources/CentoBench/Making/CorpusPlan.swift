/// Which record of a made corpus holds what: a pure function of the seed, so that any record can be
/// made without those before it.
struct CorpusPlan {
  /// What a record is there for.
  enum Role: Equatable {
    /// Filler alone.
    case filler
    /// A paragraph that a later record copies: the first or the second passage of a splice, 0 or 1.
    case original(plant: Int, part: Int)
    /// A copy.
    case copy(plant: Int)
  }

  /// How one plant is made.
  struct Recipe {
    let kind: PlantKind
    let rate: Int
    let shape: Plant.Shape
  }

  let records: Int
  let plants: Int
  private let options: CorpusOptions
  private let permutation: IndexPermutation

  /// Three records are set aside for every plant; the third is filler unless the plant is a splice.
  private static let slots = 3

  init(records: Int, options: CorpusOptions) {
    self.records = records
    self.options = options
    plants = min(records * options.plantedPerMille / 1000, records / Self.slots)
    permutation = IndexPermutation(count: records, seed: options.seed)
  }

  /// What record `index` is there for.
  func role(of index: Int) -> Role {
    let slot = permutation.inverse(index)
    guard slot < plants * Self.slots else { return .filler }
    let plant = slot / Self.slots
    let members = members(of: plant)
    if index == members.copy { return .copy(plant: plant) }
    guard let part = members.originals.firstIndex(of: index) else { return .filler }
    return .original(plant: plant, part: part)
  }

  /// The records of a plant: the last one in document order holds the copy.
  func members(of plant: Int) -> (originals: [Int], copy: Int) {
    let used = recipe(of: plant).kind == .splice ? 3 : 2
    var records = (0..<used).map { permutation(plant * Self.slots + $0) }.sorted()
    let copy = records.removeLast()
    return (records, copy)
  }

  /// Kinds and rates take turns, so that each has as many plants as any other; the shape is drawn.
  func recipe(of plant: Int) -> Recipe {
    let kinds = options.kinds
    let rates = options.ratesPerMille
    let kind = kinds[plant % kinds.count]
    let rate = kind.isRateless ? 0 : rates[plant / kinds.count % rates.count]
    var numbers = SeededNumbers(seed: options.seed, for: .role, at: plant)
    return Recipe(kind: kind, rate: rate, shape: numbers.below(2) == 0 ? .paragraph : .excerpt)
  }
}
