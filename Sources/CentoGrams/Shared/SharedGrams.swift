package import CentoParallel

/// The grams that two texts or more have, and how often each text has them.
///
/// A gram of one text alone can be in no product of two rows. It is counted and left: such grams
/// are nine tenths of all grams of three to five scalars, and they take no room here.
package struct SharedGrams: Sendable {
  /// For each shared gram the number of units that have it, the greatest first.
  package let frequencies: [UInt32]
  /// For each text how many units have it.
  package let multiplicities: [UInt32]
  private let blocks: [SharedBlock]
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

  /// The numbers and counts of all texts, one text after the other; nil where they are not held as
  /// one.
  package var entries: (numbers: RawBuffer<UInt32>, counts: RawBuffer<UInt8>)? {
    guard let first = blocks.first, blocks.allSatisfy({ $0.isPart && !$0.isForgotten }) else {
      return nil
    }
    return (first.numbers.buffer, first.counts.buffer)
  }

  /// How often texts have the grams that they have more than 255 times, by place.
  package var great: [Int: UInt32] {
    blocks.reduce(into: [:]) { all, block in all.merge(block.great) { own, _ in own } }
  }

  /// Calls `body` for each text of a block, in order.
  ///
  /// - Parameters:
  ///   - isLast: Whether the grams of the block are let go then: nobody may ask for them again.
  ///   - wanted: Whether the grams of a text are asked for.
  package func forEachText(
    ofBlock block: Int, isLast: Bool = false, where wanted: (Int) -> Bool = { _ in true },
    _ body: (Int, TextGrams) -> Void
  ) {
    let block = blocks[block]
    precondition(!block.isForgotten, "grams that were let go are asked for")
    guard block.texts.contains(where: wanted) else { return }
    block.recall(from: file)
    defer { if isLast { block.forget() } else { block.park(in: file) } }
    let (ends, lone) = (block.ends.buffer.view, block.lone.view)
    let (numbers, counts) = (block.numbers.buffer.view, block.counts.buffer.view)
    let (repeated, great) = (block.loneRepeated, block.great)
    var (start, again) = (block.first, 0)
    for (row, text) in block.texts.enumerated() {
      let end = block.first + Int(ends[row])
      let first = again
      while again < repeated.count, Int(repeated[again].place) == row { again += 1 }
      if wanted(text) {
        body(
          text,
          TextGrams(
            numbers: numbers, counts: counts, range: start..<end, lone: Int(lone[row]),
            loneRepeated: first < again ? repeated[first..<again].map(\.count) : [], great: great))
      }
      start = end
    }
  }

  /// The grams of one text, to be read before the block is left.
  package struct TextGrams {
    /// The numbers of the block's shared grams; the text's are at `range`, each once.
    package let numbers: RawBuffer<UInt32>.View
    /// How often the text has each; 0 for more than 255.
    package let counts: RawBuffer<UInt8>.View
    /// The places of the text.
    package let range: Range<Int>
    /// How many grams the text has once and no other text has.
    package let lone: Int
    /// How often it has each of the other grams that no other text has.
    package let loneRepeated: [UInt32]
    fileprivate let great: [Int: UInt32]

    /// How often the text has the gram at a place.
    @inlinable @inline(__always)
    package func count(at place: Int) -> UInt32 {
      let count = counts[place]
      return count > 0 ? UInt32(count) : greatCount(at: place)
    }

    @usableFromInline
    func greatCount(at place: Int) -> UInt32 { great[place] ?? 0 }
  }
}
