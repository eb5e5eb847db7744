import CentoAlign
import CentoTestSupport

/// The scalars of a string.
func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

/// Random scalars of `kinds` kinds.
func letters(_ count: Int, _ kinds: UInt32, _ random: inout SeededGenerator) -> [UInt32] {
  (0..<count).map { _ in 0x4E00 + UInt32.random(in: 0..<kinds, using: &random) }
}

/// A copy in which each scalar is changed, deleted or doubled by another with probability `rate`.
func edited(
  _ text: [UInt32], rate: Double, _ kinds: UInt32, _ random: inout SeededGenerator
) -> [UInt32] {
  var copy: [UInt32] = []
  for scalar in text {
    guard Double.random(in: 0..<1, using: &random) < rate else {
      copy.append(scalar)
      continue
    }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: copy += letters(1, kinds, &random)
    case 1: copy += [scalar] + letters(1, kinds, &random)
    default: break
    }
  }
  return copy
}

/// Texts, each an article and a document of its own.
func separate(_ texts: [[UInt32]]) -> [ReuseText] {
  texts.enumerated().map { ReuseText(scalars: $1, document: $0, article: $0) }
}
