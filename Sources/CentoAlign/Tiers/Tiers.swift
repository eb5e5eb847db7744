internal import CentoText

struct Tiers: Sendable {
  let stream: ComparisonStream
  let background: Background

  func tier(_ a: Range<Int>, _ b: Range<Int>, _ textA: ReuseText, _ textB: ReuseText) -> ReuseTier {
    .passage
  }
}
