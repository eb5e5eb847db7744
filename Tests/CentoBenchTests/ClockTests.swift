import CentoBench
import CentoTestSupport
import Testing

@Suite(.tags(.unit)) struct ClockTests {
  private func report(_ wall: Int, _ processor: Int, _ peak: Int?) -> StageReport {
    StageReport(
      name: "join", wall: wall, processor: processor, peakMemory: peak, isPeakOfStage: true,
      bytes: 3_000_000, units: 600, counts: [StageReport.Count("pairs", 7)])
  }

  @Test func rates() {
    let second = report(2_000_000_000, 1, nil)
    #expect(second.megabytesPerSecond == 1.5)
    #expect(second.unitsPerSecond == 300)
    #expect(report(0, 0, nil).unitsPerSecond == nil)
  }

  @Test func medians() {
    let three = StageReport.median(of: [report(9, 4, 300), report(1, 8, nil), report(5, 6, 100)])
    #expect(three?.wall == 5)
    #expect(three?.processor == 6)
    #expect(three?.peakMemory == 200)
    #expect(three?.counts == [StageReport.Count("pairs", 7)])
    #expect(StageReport.median(of: []) == nil)
  }

  @Test func theMarkIsReadFromTheStatus() {
    let status = Array("Name:\tx\nVmPeak:\t  900 kB\nVmHWM:\t  12345 kB\nThreads:\t2\n".utf8)
    #expect(PeakMemory.kibibytes(ofMark: "VmHWM", in: status[...]) == 12345)
    #expect(PeakMemory.kibibytes(ofMark: "VmX", in: status[...]) == nil)
  }

  @Test func aStageIsMeasured() {
    let (sum, report) = StageClock().measure(
      "sum", bytes: 8, units: 1, counts: { [StageReport.Count("sums", $0 > 0 ? 1 : 0)] }
    ) { (0..<2_000_000).reduce(0) { $0 ^ ($1 &* 31) } }
    #expect(sum != 0)
    #expect(report.wall > 0 && report.processor > 0)
    #expect(report.peakMemory.map { $0 > 1_000_000 } ?? true)
    #expect(report.counts == [StageReport.Count("sums", 1)])
  }
}
