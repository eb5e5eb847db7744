/// A seeded permutation of 0 ..< count that needs no table, and its inverse.
///
/// A Feistel network of four rounds over the next power of four, walked along its cycles until the
/// value falls below `count` (Black and Rogaway, CT-RSA 2002). It scatters the members of a plant
/// over the whole corpus, however large, in constant memory.
///
/// - Complexity: O(1) expected for a value, at most four walks on average.
package struct IndexPermutation {
  package let count: Int
  private let halfBits: UInt64
  private let keys: [UInt64]

  /// A permutation of 0 ..< `count`.
  package init(count: Int, seed: UInt64) {
    self.count = count
    var bits: UInt64 = 1
    while bits < 31 && (1 << (2 * bits)) < UInt64(max(1, count)) { bits += 1 }
    halfBits = bits
    var numbers = SeededNumbers(seed: seed, for: .permutation)
    keys = (0..<4).map { _ in numbers.next() }
  }

  /// Where `index` goes.
  package func callAsFunction(_ index: Int) -> Int {
    var value = UInt64(index)
    repeat { value = forward(value) } while value >= UInt64(count)
    return Int(value)
  }

  /// What goes to `image`.
  package func inverse(_ image: Int) -> Int {
    var value = UInt64(image)
    repeat { value = backward(value) } while value >= UInt64(count)
    return Int(value)
  }

  private var mask: UInt64 { (1 << halfBits) - 1 }

  private func round(_ half: UInt64, _ key: UInt64) -> UInt64 {
    SeededNumbers.mix(half &* 0x9E37_79B9_7F4A_7C15 &+ key) & mask
  }

  private func forward(_ value: UInt64) -> UInt64 {
    var (left, right) = (value >> halfBits, value & mask)
    for key in keys { (left, right) = (right, left ^ round(right, key)) }
    return left << halfBits | right
  }

  private func backward(_ value: UInt64) -> UInt64 {
    var (left, right) = (value >> halfBits, value & mask)
    for key in keys.reversed() { (left, right) = (right ^ round(left, key), left) }
    return left << halfBits | right
  }
}
