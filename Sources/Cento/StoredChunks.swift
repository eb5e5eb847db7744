/// Folded texts in chunks, each in memory or set aside, as UTF-16: two bytes a scalar but for the
/// rare ones.
struct StoredChunks: Sendable {
  /// Some texts in a row.
  struct Chunk: Sendable {
    /// The first text.
    var first = 0
    /// The end of each text.
    var ends: [UInt32] = []
    var text = Parked<UInt16>()
    /// Whether a scalar beyond U+FFFF is among the texts: it takes two places.
    var hasPairs = false
    /// What was kept of the originals, and the end of each; none if nothing was.
    var excerptEnds: [UInt32] = []
    var excerpts: [UInt8] = []
  }

  private(set) var chunks: [Chunk] = []
  private(set) var file: SpillFile?

  /// Adds the next texts.
  ///
  /// - Parameter file: Where they are set aside; nil to keep them in memory.
  mutating func append(_ chunk: Chunk, to file: SpillFile?) {
    var chunk = chunk
    chunk.first = chunks.last.map { $0.first + $0.ends.count } ?? 0
    if let file {
      self.file = file
      chunk.text.park(in: file, isChanged: false)
    }
    chunks.append(chunk)
  }

  func scalars(of text: Int) -> [UInt32] {
    let (chunk, range) = place(of: text)
    let (values, from) = chunks[chunk].text.reading(range, from: file)
    var scalars: [UInt32] = []
    scalars.reserveCapacity(range.count)
    let view = values.view
    var place = from
    while place < from + range.count {
      let unit = UInt32(view[place])
      place += 1
      guard unit & 0xFC00 == 0xD800 else {
        scalars.append(unit)
        continue
      }
      scalars.append(0x1_0000 + ((unit & 0x3FF) << 10 | UInt32(view[place]) & 0x3FF))
      place += 1
    }
    return scalars
  }

  func size(of text: Int) -> Int { place(of: text).range.count }

  func scalarCount(of text: Int) -> Int {
    chunks[chunk(of: text)].hasPairs ? scalars(of: text).count : size(of: text)
  }

  func isEqual(_ a: Int, _ b: Int) -> Bool {
    let ((oneChunk, one), (otherChunk, other)) = (place(of: a), place(of: b))
    guard one.count == other.count else { return false }
    let (x, i) = chunks[oneChunk].text.reading(one, from: file)
    let (y, j) = chunks[otherChunk].text.reading(other, from: file)
    let (left, right) = (x.view, y.view)
    return (0..<one.count).allSatisfy { left[i + $0] == right[j + $0] }
  }

  func excerpt(of text: Int) -> String {
    let chunk = chunks[self.chunk(of: text)]
    guard !chunk.excerptEnds.isEmpty else { return "" }
    let row = text - chunk.first
    let start = row > 0 ? Int(chunk.excerptEnds[row - 1]) : 0
    return String(decoding: chunk.excerpts[start..<Int(chunk.excerptEnds[row])], as: UTF8.self)
  }

  func check() throws(SpillError) { try file?.check() }

  /// The chunk of a text, by bisection.
  private func chunk(of text: Int) -> Int {
    var (low, high) = (0, chunks.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if chunks[middle].first <= text { low = middle } else { high = middle }
    }
    return low
  }

  private func place(of text: Int) -> (chunk: Int, range: Range<Int>) {
    let chunk = chunk(of: text)
    let row = text - chunks[chunk].first
    let start = row > 0 ? Int(chunks[chunk].ends[row - 1]) : 0
    return (chunk, start..<Int(chunks[chunk].ends[row]))
  }
}
