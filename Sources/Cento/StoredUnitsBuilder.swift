extension StoredUnits {
  /// Makes units of documents as they are read.
  public struct Builder {
    private let level: UnitLevel
    private let folding: Folding
    private let threads: Int
    private let memory: MemoryBudget
    private let excerpt: (@Sendable (String) -> String)?
    private let asksDates: Bool
    private var dates: [Int] = []
    private var documents = DocumentNames()
    private var places: [Place] = []
    private var chunks = StoredChunks()
    private var digests: [UInt64] = []
    private var heldBytes = 0
    private var file: SpillFile?

    /// Units a task.
    private static let chunkUnits = 1 << 10

    /// A builder of no units yet.
    ///
    /// - Parameters:
    ///   - level: The units wanted; a document that is one unit is one at every level.
    ///   - memory: Texts are set aside once they take an eighth of it.
    ///   - asksDates: Whether the documents' dates are looked for.
    ///   - excerpt: What to keep of each unit's original text; nil for nothing.
    public init(
      level: UnitLevel, folding: Folding = .words, memory: MemoryBudget = MemoryBudget(),
      threads: Int = Parallel.cores, asksDates: Bool = false,
      excerpt: (@Sendable (String) -> String)? = nil
    ) {
      self.level = level
      self.folding = folding
      self.memory = memory
      self.threads = threads
      self.excerpt = excerpt
      self.asksDates = asksDates
    }

    /// The number of documents so far.
    public var documentCount: Int { documents.count }

    /// Whether every document so far is one unit.
    public private(set) var isWhole = true

    /// Adds the units of the next documents.
    ///
    /// - Throws: `SpillError` if texts cannot be set aside.
    public mutating func append(
      _ added: [(document: Document, structure: Corpus.Structure)]
    ) throws {
      let base = UInt32(documents.count)
      for entry in added { documents.append(entry.document.id) }
      let folded: [FoldedChunk]
      if !asksDates, added.allSatisfy({ $0.structure == .whole }) {
        folded = wholes(added, from: base)
      } else {
        isWhole = isWhole && added.allSatisfy { $0.structure == .whole }
        folded = parts(Corpus(added, threads: threads), from: base)
      }
      for part in folded {
        heldBytes += 2 * part.chunk.text.buffer.count
        digests += part.digests
        if file == nil, heldBytes > memory.share(MemoryBudget.textShare) {
          file = try SpillFile(in: memory.directory)
        }
        chunks.append(part.chunk, to: file)
      }
      try file?.check()
    }

    /// Documents that are one unit each.
    private mutating func wholes(
      _ added: [(document: Document, structure: Corpus.Structure)], from base: UInt32
    ) -> [FoldedChunk] {
      for number in added.indices {
        places.append(
          Place(document: base + UInt32(number), article: 0, paragraph: 0, sentence: 0))
      }
      let blocks = Parallel.blocks(of: added.count, size: Self.chunkUnits)
      let (folding, excerpt) = (folding, excerpt)
      return Parallel.map(count: blocks.count, threads: threads) { block in
        var chunk = FoldedChunk(units: blocks[block].count)
        for number in blocks[block] {
          let text = added[number].document.text
          let parts = text.trimmedParts
          chunk.append(folding.fold(text, parts: parts).scalars)
          if let excerpt { chunk.keep(excerpt(parts.first.map { text[$0] } ?? "")) }
        }
        return chunk
      }
    }

    /// The units of documents at the level that is asked for.
    private mutating func parts(_ corpus: Corpus, from base: UInt32) -> [FoldedChunk] {
      let units = corpus.units(at: level, threads: threads)
      if asksDates {
        var found = DocumentDates(corpus)
        dates += corpus.entries.indices.map { found.seconds(ofDocument: $0) ?? Int.min }
      }
      for unit in units {
        func number(_ value: Int?) -> UInt32 { UInt32(value ?? 0) }
        let id = unit.passage.id
        places.append(
          Place(
            document: base + UInt32(unit.document), article: number(id.article),
            paragraph: number(id.paragraph), sentence: number(id.sentence)))
      }
      let blocks = Parallel.blocks(of: units.count, size: Self.chunkUnits)
      let (folding, excerpt) = (folding, excerpt)
      return Parallel.map(count: blocks.count, threads: threads) { block in
        var chunk = FoldedChunk(units: blocks[block].count)
        for unit in units[blocks[block]] {
          let document = corpus.entries[unit.document].document
          chunk.append(folding.fold(document.text, parts: unit.passage.parts).scalars)
          if let excerpt {
            let original = corpus.text(
              of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts)
            chunk.keep(excerpt(original))
          }
        }
        return chunk
      }
    }

    /// The units, each knowing the first that is equal to it.
    ///
    /// - Complexity: O(units) expected time; 12 bytes a unit on the way.
    /// - Throws: `SpillError`.
    public func finish() throws -> StoredUnits {
      let firsts = FirstEqual.places(of: digests) { chunks.isEqual($0, $1) }
      try chunks.check()
      return StoredUnits(
        documents: documents, places: places, chunks: chunks, firsts: firsts, dates: dates)
    }
  }
}

/// The units of one task, folded.
private struct FoldedChunk: Sendable {
  private(set) var chunk = StoredChunks.Chunk()
  private(set) var digests: [UInt64] = []

  init(units: Int) {
    chunk.ends.reserveCapacity(units)
    digests.reserveCapacity(units)
  }

  /// Adds the folded text of the next unit.
  mutating func append(_ scalars: [UInt32]) {
    digests.append(FirstEqual.digest(scalars))
    let text = chunk.text.buffer
    text.reserve(2 * scalars.count)
    for scalar in scalars {
      if scalar < 0x1_0000 {
        text.append(UInt16(truncatingIfNeeded: scalar))
      } else {
        chunk.hasPairs = true
        let rest = scalar - 0x1_0000
        text.append(UInt16(truncatingIfNeeded: 0xD800 | rest >> 10))
        text.append(UInt16(truncatingIfNeeded: 0xDC00 | rest & 0x3FF))
      }
    }
    chunk.ends.append(UInt32(truncatingIfNeeded: text.count))
  }

  /// Keeps an excerpt of the unit that was added last.
  mutating func keep(_ excerpt: String) {
    chunk.excerpts += excerpt.utf8
    chunk.excerptEnds.append(UInt32(chunk.excerpts.count))
  }
}
