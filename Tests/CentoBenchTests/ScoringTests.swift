import CentoBench
import CentoTestSupport
import CentoText
import Testing

/// Expectations worked out by hand on paper.
@Suite(.tags(.unit)) struct ScoringTests {
  private func side(_ document: String, _ range: Range<Int>) -> Plant.Side {
    Plant.Side(
      document: DocumentID(rawValue: document), span: SourceSpan(scalars: range, bytes: range))
  }

  private func plant(
    _ a: (String, Range<Int>), _ b: (String, Range<Int>), _ kind: PlantKind, _ rate: Int
  ) -> Plant {
    Plant(a: side(a.0, a.1), b: side(b.0, b.1), kind: kind, ratePerMille: rate)
  }

  private func detection(_ a: (String, Range<Int>), _ b: (String, Range<Int>)) -> Detection {
    Detection(
      a: Detection.Side(document: DocumentID(rawValue: a.0), scalars: a.1),
      b: Detection.Side(document: DocumentID(rawValue: b.0), scalars: b.1))
  }

  @Test func halfOfBothSidesIsFound() {
    let plants = [plant(("r1", 0..<100), ("r2", 50..<150), .deletion, 200)]
    let half = PlantScore(of: [detection(("r1", 0..<50), ("r2", 100..<150))], against: plants)
    #expect(half.recall == PlantScore.Tally(found: 1, of: 1))
    let less = PlantScore(of: [detection(("r1", 0..<49), ("r2", 50..<150))], against: plants)
    #expect(less.recall == PlantScore.Tally(found: 0, of: 1))
  }

  @Test func piecesAddUpButOverlapsCountOnce() {
    let plants = [plant(("r1", 0..<100), ("r2", 0..<100), .mixed, 100)]
    let pieces = [
      detection(("r1", 0..<30), ("r2", 0..<30)), detection(("r1", 40..<60), ("r2", 40..<60)),
    ]
    #expect(PlantScore(of: pieces, against: plants).recall.found == 1)
    let overlapping = [
      detection(("r1", 0..<30), ("r2", 0..<30)), detection(("r1", 10..<40), ("r2", 10..<40)),
    ]
    #expect(PlantScore(of: overlapping, against: plants).recall.found == 0)
  }

  @Test func sidesMayComeInEitherOrder() {
    let plants = [plant(("r9", 0..<40), ("r10", 0..<40), .verbatim, 0)]
    let found = [detection(("r10", 0..<40), ("r9", 0..<40))]
    #expect(PlantScore(of: found, against: plants).recall.found == 1)
  }

  @Test func aDetectionBetweenOtherDocumentsFindsNothing() {
    let plants = [plant(("r1", 0..<40), ("r2", 0..<40), .verbatim, 0)]
    let score = PlantScore(of: [detection(("r1", 0..<40), ("r3", 0..<40))], against: plants)
    #expect(score.recall.found == 0)
    #expect(score.falses == 0, "it touches a planted span")
  }

  @Test func recallByKindAndRate() {
    let plants = [
      plant(("r1", 0..<40), ("r2", 0..<40), .substitution, 100),
      plant(("r3", 0..<40), ("r4", 0..<40), .substitution, 50),
      plant(("r5", 0..<40), ("r6", 0..<40), .substitution, 101),
      plant(("r7", 0..<40), ("r8", 0..<40), .splice, 0),
    ]
    let score = PlantScore(of: [detection(("r1", 0..<40), ("r2", 0..<40))], against: plants)
    #expect(score.recall(of: .substitution, .to10) == PlantScore.Tally(found: 1, of: 2))
    #expect(score.recall(of: .substitution, .to20) == PlantScore.Tally(found: 0, of: 1))
    #expect(score.recall(of: .splice, .zero) == PlantScore.Tally(found: 0, of: 1))
    #expect(score.rows.map(\.kind) == [.substitution, .substitution, .splice])
    #expect(score.recall == PlantScore.Tally(found: 1, of: 4))
    #expect(score.recall(of: .digits, .zero).share == nil)
  }

  @Test func falseIsWhatTheTwinLacksAndNoPlantTouches() {
    let plants = [plant(("r1", 0..<40), ("r2", 0..<40), .verbatim, 0)]
    let found = [
      detection(("r1", 0..<40), ("r2", 0..<40)),  // the plant
      detection(("r1", 39..<60), ("r7", 0..<20)),  // touches it with one scalar
      detection(("r1", 40..<60), ("r7", 0..<20)),  // beside it, and not in the twin: false
      detection(("r5", 0..<20), ("r6", 0..<20)),  // in the twin, a little longer there
      detection(("r6", 30..<50), ("r5", 0..<20)),  // in the twin on one side only: false
    ]
    let twin = [detection(("r5", 0..<25), ("r6", 0..<25))]
    let score = PlantScore(of: found, against: plants, baseline: twin)
    #expect(score.falses == 2)
    #expect(score.precision == 0.6)
    #expect(PlantScore(of: found, against: plants).falses == 3)
    #expect(PlantScore(of: [], against: plants).precision == nil)
  }

  @Test func spanF() {
    let plants = [plant(("r1", 0..<100), ("r2", 0..<100), .verbatim, 0)]
    let exact = PlantScore(of: [detection(("r1", 0..<100), ("r2", 0..<100))], against: plants)
    #expect(exact.spanF == 1)
    // 100 of 200 planted scalars in 100 detected ones: precision 1, recall 1/2, F 2/3.
    let half = PlantScore(of: [detection(("r1", 0..<50), ("r2", 0..<50))], against: plants)
    #expect(half.spanF == 200.0 / 300.0)
    // 200 of 200 in 400: precision 1/2, recall 1, F 2/3; with a second plant unfound the mean is
    // 1/3.
    let two = plants + [plant(("r3", 0..<9), ("r4", 0..<9), .verbatim, 0)]
    let wide = PlantScore(of: [detection(("r1", 0..<200), ("r2", 0..<200))], against: two)
    #expect(wide.spanF == 400.0 / 600.0 / 2)
    #expect(PlantScore(of: [], against: []).spanF == nil)
  }

  @Test func withinOneDocument() {
    let plants = [plant(("r1", 0..<40), ("r1", 100..<140), .verbatim, 0)]
    let found = [detection(("r1", 100..<140), ("r1", 0..<40))]
    #expect(PlantScore(of: found, against: plants).recall.found == 1)
  }
}
