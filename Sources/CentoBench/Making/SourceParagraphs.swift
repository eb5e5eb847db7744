public import CentoText

/// What a corpus maker learns from: the paragraphs of a text.
public enum SourceParagraphs {
  /// The lines of a text as scalars, without white space at their ends; blank lines are left out.
  public static func paragraphs(of text: SourceText) -> [[UInt32]] {
    text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).compactMap { line in
      let scalars = text.scalars(inBytes: line.startIndex..<line.endIndex).trimmed
      return scalars.isEmpty ? nil : scalars
    }
  }
}

/// How much of a made text stands to the letter in the texts that it was learnt from.
public struct Recitation: Sendable, Hashable {
  /// The runs of `length` scalars that stand in the sources.
  public let recited: Int
  /// All runs of that length.
  public let runs: Int

  /// Counts the runs of `length` scalars of `texts` that stand in `sources`, by their 64-bit
  /// fingerprints.
  public init(of texts: [[UInt32]], in sources: [[UInt32]], length: Int = 13) {
    var known: Set<UInt64> = []
    for source in sources {
      for start in 0..<max(0, source.count - length + 1) {
        known.insert(Self.fingerprint(source[start..<start + length]))
      }
    }
    var (recited, runs) = (0, 0)
    for text in texts {
      for start in 0..<max(0, text.count - length + 1) {
        runs += 1
        if known.contains(Self.fingerprint(text[start..<start + length])) { recited += 1 }
      }
    }
    self.recited = recited
    self.runs = runs
  }

  private static func fingerprint(_ run: ArraySlice<UInt32>) -> UInt64 {
    run.reduce(0) { SeededNumbers.mix($0 &+ 0x9E37_79B9_7F4A_7C15 ^ UInt64($1)) }
  }
}
