internal import CentoText

/// How much of what was planted the engine found, and how much of what it found is false.
///
///     let score = PlantScore(of: found, against: plants, baseline: foundWithoutThePlants)
///     score.recall(of: .substitution, .to20)   // Tally(found: 19, of: 20)
///     score.precision                          // 0.987
public struct PlantScore: Sendable, Hashable {
  /// A bucket of rates.
  public enum Bucket: String, Sendable, Hashable, CaseIterable {
    /// Nothing changed, or a kind without a rate.
    case zero = "0"
    /// Above 0, to 10 %.
    case to10 = "≤10 %"
    /// Above 10 %, to 20 %.
    case to20 = "≤20 %"
    /// Above 20 %, to 30 %.
    case to30 = "≤30 %"
    /// Above 30 %.
    case above30 = "≤40 %"

    /// The bucket of a rate in thousandths.
    public init(perMille rate: Int) {
      self =
        switch rate {
        case ...0: .zero
        case ...100: .to10
        case ...200: .to20
        case ...300: .to30
        default: .above30
        }
    }
  }

  /// So many found of so many.
  public struct Tally: Sendable, Hashable {
    /// How many were found.
    public var found: Int
    /// How many there were.
    public var total: Int

    /// A tally of these numbers.
    public init(found: Int = 0, of total: Int = 0) {
      self.found = found
      self.total = total
    }

    /// The share found; nil if there was nothing to find.
    public var share: Double? { total == 0 ? nil : Double(found) / Double(total) }
  }

  /// One cell of the table of recall.
  public struct Row: Sendable, Hashable {
    /// What was done to the copies.
    public let kind: PlantKind
    /// How much of it.
    public let bucket: Bucket
    /// How many of these plants were found.
    public let tally: Tally
  }

  /// Recall by kind and bucket, in the order of both; only cells that have plants.
  public let rows: [Row]
  /// Recall over all plants.
  public let recall: Tally
  /// The mean over all plants of the F measure of the spans, from 0 to 1; nil if nothing was
  /// planted.
  ///
  /// For a plant, the detections between its two documents that overlap it on both sides are put
  /// together; precision is the share of them that lies in the plant and recall the share of the
  /// plant that lies in them, both counted in scalars over both sides.
  public let spanF: Double?
  /// The number of detections.
  public let detections: Int
  /// The number of detections that are false.
  public let falses: Int

  /// The share of the detections that are not false; nil if there are none.
  public var precision: Double? {
    detections == 0 ? nil : Double(detections - falses) / Double(detections)
  }

  /// Recall of one kind at one bucket.
  public func recall(of kind: PlantKind, _ bucket: Bucket) -> Tally {
    rows.first { $0.kind == kind && $0.bucket == bucket }?.tally ?? Tally()
  }

  /// Scores detections.
  ///
  /// A plant is found when at least half of its span, on both sides, is covered by detections
  /// between its two documents. A detection is false when neither of its sides overlaps a planted
  /// span and no detection of the baseline overlaps it on both sides.
  ///
  /// - Parameters:
  ///   - found: What the engine found in the corpus.
  ///   - plants: What was planted there.
  ///   - baseline: What the engine found in the twin, the corpus without the plants. Without one,
  ///     everything that touches no planted span counts as false.
  /// - Complexity: O(n log n) in detections and plants, times the detections that two documents
  ///   share.
  public init(of found: [Detection], against plants: [Plant], baseline: [Detection] = []) {
    let index = DetectionIndex(found)
    var tallies: [PlantKind: [Bucket: Tally]] = [:]
    var recall = Tally()
    var sumOfF = 0.0
    for plant in plants {
      let places = index.places(between: plant.a.document, plant.b.document)
      let isFound = Self.isFound(plant, by: places)
      tallies[plant.kind, default: [:]][Bucket(perMille: plant.ratePerMille), default: Tally()]
        .add(isFound)
      recall.add(isFound)
      sumOfF += Self.spanF(of: plant, by: places)
    }
    rows = PlantKind.allCases.flatMap { kind in
      Bucket.allCases.compactMap { bucket in
        tallies[kind]?[bucket].map { Row(kind: kind, bucket: bucket, tally: $0) }
      }
    }
    self.recall = recall
    spanF = plants.isEmpty ? nil : sumOfF / Double(plants.count)
    detections = found.count
    falses = Self.falses(in: found, plants: plants, baseline: DetectionIndex(baseline))
  }

  private static func isFound(
    _ plant: Plant, by places: [(inA: Range<Int>, inB: Range<Int>)]
  ) -> Bool {
    let (a, b) = (plant.a.span.scalars, plant.b.span.scalars)
    return 2 * Coverage.count(of: a, in: places.map(\.inA)) >= a.count
      && 2 * Coverage.count(of: b, in: places.map(\.inB)) >= b.count
  }

  private static func spanF(
    of plant: Plant, by places: [(inA: Range<Int>, inB: Range<Int>)]
  ) -> Double {
    let (a, b) = (plant.a.span.scalars, plant.b.span.scalars)
    let touching = places.filter { $0.inA.overlaps(a) && $0.inB.overlaps(b) }
    guard !touching.isEmpty else { return 0 }
    let (inA, inB) = (touching.map(\.inA), touching.map(\.inB))
    let shared = Coverage.count(of: a, in: inA) + Coverage.count(of: b, in: inB)
    let detected = Coverage.count(of: inA) + Coverage.count(of: inB)
    return 2 * Double(shared) / Double(detected + a.count + b.count)
  }

  private static func falses(
    in found: [Detection], plants: [Plant], baseline: DetectionIndex
  ) -> Int {
    var planted: [DocumentID: [Range<Int>]] = [:]
    for side in plants.flatMap({ [$0.a, $0.b] }) {
      planted[side.document, default: []].append(side.span.scalars)
    }
    func touchesPlant(_ side: Detection.Side) -> Bool {
      planted[side.document]?.contains { $0.overlaps(side.scalars) } ?? false
    }
    return found.count { detection in
      if touchesPlant(detection.a) || touchesPlant(detection.b) { return false }
      let (low, high) = detection.sorted
      return !baseline.places(between: low.document, high.document).contains {
        $0.inA.overlaps(low.scalars) && $0.inB.overlaps(high.scalars)
      }
    }
  }
}

extension PlantScore.Tally {
  fileprivate mutating func add(_ isFound: Bool) {
    total += 1
    if isFound { found += 1 }
  }
}
