/// A set of scalars of the basic plane, a bit each: asked for every sign of a change.
struct ScalarSet: Sendable {
  private var words = [UInt64](repeating: 0, count: 1 << 10)

  /// The scalars of a text; those beyond the basic plane are left out.
  init(_ text: String) {
    for scalar in text.unicodeScalars where scalar.value < 1 << 16 {
      words[Int(scalar.value >> 6)] |= 1 << UInt64(scalar.value & 63)
    }
  }

  /// Whether a scalar is one of them.
  func contains(_ scalar: UInt32) -> Bool {
    scalar < 1 << 16 && words[Int(scalar >> 6)] & 1 << UInt64(scalar & 63) != 0
  }
}
