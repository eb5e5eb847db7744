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
      level: UnitLevel, folding: Folding = .standard, memory: MemoryBudget = MemoryBudget(),
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
      let corpus = Corpus(added, threads: threads)
      let units = corpus.units(at: level)
      let base = UInt32(documents.count)
      for entry in corpus.entries {
        documents.append(entry.document.id)
        isWhole = isWhole && entry.structure == .whole
      }
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
      let folded = Parallel.map(count: blocks.count, threads: threads) { block in
        FoldedChunk(units[blocks[block]], of: corpus, folding: folding, excerpt: excerpt)
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
  var chunk = StoredChunks.Chunk()
  var digests: [UInt64] = []

  init(
    _ units: ArraySlice<Unit>, of corpus: Corpus, folding: Folding,
    excerpt: (@Sendable (String) -> String)?
  ) {
    let text = RawBuffer<UInt16>()
    chunk.ends.reserveCapacity(units.count)
    digests.reserveCapacity(units.count)
    for unit in units {
      let document = corpus.entries[unit.document].document
      let scalars = folding.fold(document.text, parts: unit.passage.parts).scalars
      digests.append(FirstEqual.digest(scalars))
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
      if let excerpt {
        let original = corpus.text(
          of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts)
        chunk.excerpts += excerpt(original).utf8
        chunk.excerptEnds.append(UInt32(chunk.excerpts.count))
      }
    }
    chunk.text.set(text)
  }
}
