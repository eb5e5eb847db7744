/// What one stage of a run took and gave.
public struct StageReport: Sendable, Hashable {
  /// A number that a stage tells about what it made.
  public struct Count: Sendable, Hashable {
    /// What was counted, in the plural: "pairs".
    public let name: String
    /// How many.
    public let value: Int

    /// A count of this name.
    public init(_ name: String, _ value: Int) {
      self.name = name
      self.value = value
    }
  }

  /// The stage.
  public let name: String
  /// Time on the wall, in nanoseconds.
  public let wall: Int
  /// Time of all processors together, in nanoseconds.
  public let processor: Int
  /// The most memory that the process held, in bytes: during the stage, or since the start of the
  /// program if the system does not let the mark be reset; nil where the system does not tell.
  public let peakMemory: Int?
  /// Whether `peakMemory` is that of the stage alone.
  public let isPeakOfStage: Bool
  /// The bytes of text that the stage worked through.
  public let bytes: Int
  /// The units that the stage worked through.
  public let units: Int
  /// What the stage made.
  public let counts: [Count]

  /// A report of these values.
  public init(
    name: String, wall: Int, processor: Int, peakMemory: Int?, isPeakOfStage: Bool, bytes: Int,
    units: Int, counts: [Count] = []
  ) {
    self.name = name
    self.wall = wall
    self.processor = processor
    self.peakMemory = peakMemory
    self.isPeakOfStage = isPeakOfStage
    self.bytes = bytes
    self.units = units
    self.counts = counts
  }

  /// Millions of bytes a second of time on the wall; nil if no time passed.
  public var megabytesPerSecond: Double? {
    wall > 0 ? Double(bytes) * 1000 / Double(wall) : nil
  }

  /// Units a second of time on the wall; nil if no time passed.
  public var unitsPerSecond: Double? {
    wall > 0 ? Double(units) * 1_000_000_000 / Double(wall) : nil
  }

  /// One report for a stage that was run several times: the median of each time and of the memory,
  /// the counts of the first run.
  ///
  /// Of an even number of runs the median is the mean of the two in the middle, rounded down.
  ///
  /// - Returns: nil if there are no runs.
  public static func median(of runs: [StageReport]) -> StageReport? {
    guard let first = runs.first else { return nil }
    let peaks = runs.compactMap(\.peakMemory)
    return StageReport(
      name: first.name, wall: median(runs.map(\.wall)), processor: median(runs.map(\.processor)),
      peakMemory: peaks.isEmpty ? nil : median(peaks),
      isPeakOfStage: runs.allSatisfy(\.isPeakOfStage), bytes: first.bytes, units: first.units,
      counts: first.counts)
  }

  private static func median(_ values: [Int]) -> Int {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
  }
}
