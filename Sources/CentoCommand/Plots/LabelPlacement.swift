/// Room for labels on a picture, so that no two of them overlap.
struct LabelPlacement {
  private let low: SIMD2<Double>
  private let high: SIMD2<Double>
  private var taken: [(low: SIMD2<Double>, high: SIMD2<Double>)] = []

  /// Sixteen directions, the flat ones first: labels are wider than high.
  private static let directions: [SIMD2<Double>] = [
    SIMD2(0, -1), SIMD2(0, 1), SIMD2(1, 0), SIMD2(-1, 0), SIMD2(0.7, -0.7), SIMD2(-0.7, -0.7),
    SIMD2(0.7, 0.7), SIMD2(-0.7, 0.7), SIMD2(0.4, -0.9), SIMD2(-0.4, -0.9), SIMD2(0.4, 0.9),
    SIMD2(-0.4, 0.9), SIMD2(0.9, -0.4), SIMD2(-0.9, -0.4), SIMD2(0.9, 0.4), SIMD2(-0.9, 0.4),
  ]

  /// Room between two corners.
  init(from low: SIMD2<Double>, to high: SIMD2<Double>) {
    self.low = low
    self.high = high
  }

  /// Keeps labels off a dot.
  mutating func avoid(_ dot: SIMD2<Double>, radius: Double) {
    taken.append((low: dot - radius, high: dot + radius))
  }

  /// The middle of a label of this size as near to `wish` as can be, which is then taken; nil if there is
  /// no room within reach.
  mutating func place(size: SIMD2<Double>, near wish: SIMD2<Double>) -> SIMD2<Double>? {
    let inside = wish.clamped(lowerBound: low + size / 2, upperBound: high - size / 2)
    for ring in 0..<16 {
      for direction in ring == 0 ? [SIMD2(0, 0)] : Self.directions {
        let middle = inside + direction * Double(ring) * 13
        let box = (low: middle - size / 2, high: middle + size / 2)
        guard box.low.x >= low.x, box.low.y >= low.y, box.high.x <= high.x, box.high.y <= high.y,
          !taken.contains(where: {
            $0.low.x < box.high.x && box.low.x < $0.high.x && $0.low.y < box.high.y
              && box.low.y < $0.high.y
          })
        else { continue }
        taken.append(box)
        return middle
      }
    }
    return nil
  }
}
