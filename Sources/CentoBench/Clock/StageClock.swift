internal import Glibc

/// Measures stages of work: time on the wall, processor time, peak memory.
///
///     let clock = StageClock()
///     let (texts, report) = clock.measure("folding", bytes: n, units: m) { fold(units) }
public struct StageClock: Sendable {
  /// A clock.
  public init() {}

  /// Runs a stage and reports what it took.
  ///
  /// - Parameters:
  ///   - name: The stage's name.
  ///   - bytes: The bytes of text that it works through.
  ///   - units: The units that it works through.
  ///   - counts: What to tell about its result.
  ///   - stage: The work.
  public func measure<Result, Failure: Error>(
    _ name: String, bytes: Int, units: Int,
    counts: (Result) -> [StageReport.Count] = { _ in [] },
    _ stage: () throws(Failure) -> Result
  ) throws(Failure) -> (result: Result, report: StageReport) {
    let isReset = PeakMemory.reset()
    let processor = Self.now(CLOCK_PROCESS_CPUTIME_ID)
    let wall = Self.now(CLOCK_MONOTONIC)
    let result = try stage()
    let report = StageReport(
      name: name, wall: Self.now(CLOCK_MONOTONIC) - wall,
      processor: Self.now(CLOCK_PROCESS_CPUTIME_ID) - processor, peakMemory: PeakMemory.bytes(),
      isPeakOfStage: isReset, bytes: bytes, units: units, counts: counts(result))
    return (result, report)
  }

  /// A clock's time in nanoseconds.
  private static func now(_ clock: clockid_t) -> Int {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
