internal import CentoText

/// A run that two places share, before it is known whether it is told already.
struct RunPair: Sendable {
  let textA: UInt32
  let textB: UInt32
  let startA: UInt32
  let endA: UInt32
  let startB: UInt32
  let endB: UInt32

  /// A run between an earlier place and a later one.
  init(_ a: ReusePlace, _ b: ReusePlace) {
    textA = UInt32(a.text)
    textB = UInt32(b.text)
    startA = UInt32(a.span.scalars.lowerBound)
    endA = UInt32(a.span.scalars.upperBound)
    startB = UInt32(b.span.scalars.lowerBound)
    endB = UInt32(b.span.scalars.upperBound)
  }

  var a: ReusePlace { ReusePlace(text: Int(textA), span: FoldedSpan(Int(startA)..<Int(endA))) }
  var b: ReusePlace { ReusePlace(text: Int(textB), span: FoldedSpan(Int(startB)..<Int(endB))) }

  /// The two texts in one number.
  var texts: UInt64 { UInt64(textA) << 32 | UInt64(textB) }

  /// Whether both places lie inside those of another run of the same texts.
  func isInside(_ other: RunPair) -> Bool {
    texts == other.texts && other.startA <= startA && endA <= other.endA
      && other.startB <= startB && endB <= other.endB
  }

  /// The order of the answer.
  static func precedes(_ x: RunPair, _ y: RunPair) -> Bool {
    (x.textA, x.startA, x.textB, x.startB, x.endA, x.endB)
      < (y.textA, y.startA, y.textB, y.startB, y.endA, y.endB)
  }
}
