/// What one stage of a benchmark took.
public struct StageRecord: Sendable {
  /// The stage.
  public var stage: String
  /// Seconds on the wall.
  public var wall: Double
  /// Seconds of processor time, all threads.
  public var processor: Double
  /// Millions of bytes of text a second on the wall.
  public var megabytesPerSecond: Double?
  /// Units a second on the wall.
  public var unitsPerSecond: Double?
  /// The most memory in use, in bytes.
  public var peakBytes: Int?
  /// What the stage counted.
  public var counts: [(String, Int)]

  /// A record of these values.
  public init(
    stage: String, wall: Double, processor: Double, megabytesPerSecond: Double?,
    unitsPerSecond: Double?, peakBytes: Int?, counts: [(String, Int)]
  ) {
    self.stage = stage
    self.wall = wall
    self.processor = processor
    self.megabytesPerSecond = megabytesPerSecond
    self.unitsPerSecond = unitsPerSecond
    self.peakBytes = peakBytes
    self.counts = counts
  }

  func add(to line: inout JSONLine) {
    line.add("type", "stage")
    line.add("stage", stage)
    line.add("wall", score: wall)
    line.add("processor", score: processor)
    line.add("mb_per_second", megabytesPerSecond.map { .number($0) } ?? .null)
    line.add("units_per_second", unitsPerSecond.map { .number($0) } ?? .null)
    line.add("peak_bytes", peakBytes)
    line.add("counts", .object(counts.map { ($0.0, .int($0.1)) }))
  }
}

/// How many planted copies of one kind and rate of edit were found.
public struct RecallRecord: Sendable, Hashable {
  /// The kind of edit.
  public var kind: String
  /// The rates of edit, as a bound.
  public var rate: String
  /// How many were found.
  public var found: Int
  /// How many were planted.
  public var planted: Int

  /// A record of these values.
  public init(kind: String, rate: String, found: Int, planted: Int) {
    self.kind = kind
    self.rate = rate
    self.found = found
    self.planted = planted
  }

  func add(to line: inout JSONLine) {
    line.add("type", "recall")
    line.add("kind", kind)
    line.add("rate", rate)
    line.add("found", found)
    line.add("planted", planted)
  }
}

/// What was found of a truth as a whole.
public struct QualityRecord: Sendable, Hashable {
  /// The share of planted copies that were found.
  public var recall: Double?
  /// The mean F of the spans.
  public var spanF: Double?
  /// The share of passages that are no false ones.
  public var precision: Double?
  /// The number of passages told.
  public var passages: Int
  /// The number of false ones.
  public var falses: Int?

  /// A record of these values.
  public init(recall: Double?, spanF: Double?, precision: Double?, passages: Int, falses: Int?) {
    self.recall = recall
    self.spanF = spanF
    self.precision = precision
    self.passages = passages
    self.falses = falses
  }

  func add(to line: inout JSONLine) {
    line.add("type", "quality")
    line.add("recall", recall.map { .number($0) } ?? .null)
    line.add("span_f", spanF.map { .number($0) } ?? .null)
    line.add("precision", precision.map { .number($0) } ?? .null)
    line.add("passages", passages)
    line.add("false", falses)
  }
}
