package import CentoParallel

/// The grams that two texts or more have, and how often each text has them.
///
/// A gram of one text alone can be in no product of two rows. It is counted and left: such grams
/// are nine tenths of all grams of three to five scalars, and they take no room here.
package struct SharedGrams: Sendable {
  /// For each shared gram the number of units that have it.
  package let frequencies: [UInt32]
  /// For each text how many units have it.
  package let multiplicities: [UInt32]
  let blocks: [SharedBlock]
  /// Where blocks are set aside while nobody reads them; nil if they stay in memory.
  private let file: SpillFile?

  init(
    frequencies: [UInt32], multiplicities: [UInt32], blocks: [SharedBlock], file: SpillFile?
  ) {
    self.frequencies = frequencies
    self.multiplicities = multiplicities
    self.blocks = blocks
    self.file = file
  }

  /// The number of texts.
  package var count: Int { multiplicities.count }

  /// The number of blocks: what one task may read.
  package var blockCount: Int { blocks.count }

  /// The texts of a block.
  package func texts(ofBlock block: Int) -> Range<Int> { blocks[block].texts }

  /// Calls `body` for each text of a block, in order.
  ///
  /// - Parameter wanted: Whether the grams of a text are asked for.
  package func forEachText(
    ofBlock block: Int, where wanted: (Int) -> Bool = { _ in true },
    _ body: (Int, TextGrams) -> Void
  ) {
    let block = blocks[block]
    guard block.texts.contains(where: wanted) else { return }
    block.recallLevels(from: file)
    defer { block.parkLevels(in: file) }
    let grams = TextGrams()
    var cursors = [(entry: Int, repeated: Int)](repeating: (0, 0), count: block.levels.count)
    var lone = 0
    let (once, many) = (block.lone.view, block.loneRepeated)
    let repeatedOrder = many.view
    // Repetitions of lone grams come length by length: brought together by text.
    var byText: [UInt32: [UInt32]] = [:]
    while lone < many.count {
      byText[repeatedOrder[lone].place, default: []].append(repeatedOrder[lone].first)
      lone += 1
    }
    for (row, text) in block.texts.enumerated() {
      let isWanted = wanted(text)
      grams.entries.resize(to: 0)
      for (index, level) in block.levels.enumerated() {
        let end = Int(level.ends.buffer.view[row])
        let (numbers, repeated) = (level.numbers.buffer.view, level.repeated.buffer.view)
        var (entry, next) = cursors[index]
        if isWanted {
          let base = grams.entries.count - entry
          grams.entries.resize(to: base + end)
          let out = grams.entries.view
          for place in entry..<end { out[base + place] = .init(number: numbers[place], count: 1) }
          while next < repeated.count && Int(repeated[next].place) < end {
            out[base + Int(repeated[next].place)].count = repeated[next].first
            next += 1
          }
        } else {
          while next < repeated.count && Int(repeated[next].place) < end { next += 1 }
        }
        entry = end
        cursors[index] = (entry, next)
      }
      guard isWanted else { continue }
      grams.lone = Int(once[row])
      grams.loneRepeated = byText.isEmpty ? [] : byText[UInt32(row)] ?? []
      body(text, grams)
    }
  }

  /// The grams of one text.
  package final class TextGrams {
    /// One shared gram of a text.
    package struct Entry: BitwiseCopyable, Sendable {
      /// The gram's place among the shared ones.
      package var number: UInt32
      /// How often the text has it.
      package var count: UInt32
    }

    /// The shared grams, each once.
    package let entries = RawBuffer<Entry>()
    /// How many grams the text has once and no other text has.
    package fileprivate(set) var lone = 0
    /// How often it has each of the other grams that no other text has.
    package fileprivate(set) var loneRepeated: [UInt32] = []
  }
}
