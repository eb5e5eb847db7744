internal import CentoParallel
public import CentoText

/// A few signs that both places of a reuse have, and what they add to its evidence.
public struct SharedPiece: Sendable, Hashable {
  /// Their place in the folded text of the first side.
  public let span: FoldedSpan
  /// Their surprisal in bits: what the rest of the corpus does not lead one to expect.
  public let bits: Double
}

extension ReuseSearch {
  /// The shared pieces of each reuse that surprise most, the most surprising first.
  ///
  /// A piece is a word, or four characters of Chinese in a row; no two overlap. The weights are those
  /// of the search over the same texts, which is why all of them are given.
  ///
  /// - Complexity: that of the background model of the texts.
  public func rarestPieces(
    of reuses: [Reuse], in texts: [ReuseText], most: Int, threads: Int
  ) -> [[SharedPiece]] {
    let searched = Copies(texts, options: options, threads: threads).searched
    let (stream, background) = background(of: searched.map { texts[$0] }, threads: threads)
    return reuses.map { reuse in
      guard let a = signs(of: reuse.a, searched, stream),
        let b = signs(of: reuse.b, searched, stream)
      else { return [] }
      return Self.rarest(a, b, stream, background, most: most)
    }
  }

  /// The signs of a place, if its text was searched.
  private func signs(
    of place: ReusePlace, _ searched: SearchedTexts, _ stream: ComparisonStream
  ) -> Range<Int>? {
    guard let text = searched.firstIndex(of: place.text) else { return nil }
    let inside = stream.range(ofText: text).filter {
      place.span.scalars.contains(stream.place($0))
    }
    guard let first = inside.first, let last = inside.last else { return nil }
    return first..<last + 1
  }

  private static func rarest(
    _ a: Range<Int>, _ b: Range<Int>, _ stream: ComparisonStream, _ background: Background,
    most: Int
  ) -> [SharedPiece] {
    var candidates: [(signs: Range<Int>, worth: Int32)] = []
    var (x, y) = (a.lowerBound, b.lowerBound)
    for run in EditScript(from: stream.symbols[a], to: stream.symbols[b]).operations {
      switch run.operation {
      case .equal:
        for piece in pieces(of: x..<x + run.count, stream) {
          let worth = piece.reduce(Int32(0)) {
            $0 + min(background.weight($1), background.weight($1 - x + y))
          }
          candidates.append((piece, worth))
        }
        x += run.count
        y += run.count
      case .changed:
        x += run.count
        y += run.count
      case .deleted: x += run.count
      case .inserted: y += run.count
      }
    }
    candidates.sort { x, y in
      (y.worth, x.signs.lowerBound) < (x.worth, y.signs.lowerBound)
    }
    var chosen: [(signs: Range<Int>, worth: Int32)] = []
    for candidate in candidates where chosen.count < most {
      if !chosen.contains(where: { $0.signs.overlaps(candidate.signs) }) {
        chosen.append(candidate)
      }
    }
    return chosen.map { piece in
      let first = stream.place(piece.signs.lowerBound)
      let last = stream.place(piece.signs.upperBound - 1)
      return SharedPiece(span: FoldedSpan(first..<last + 1), bits: Double(piece.worth) / 100)
    }
  }

  /// The words of a run of signs; of characters, every four in a row.
  private static func pieces(of run: Range<Int>, _ stream: ComparisonStream) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = run.lowerBound
    while start < run.upperBound {
      // Signs that touch in the folded text are one clause, or one word.
      var end = start + 1
      while end < run.upperBound, stream.place(end) == stream.place(end - 1) + 1,
        stream.scripts[end] == stream.scripts[start]
      {
        end += 1
      }
      if stream.scripts[start] == .ideographic, end - start > 4 {
        for first in start...end - 4 { pieces.append(first..<first + 4) }
      } else {
        pieces.append(start..<end)
      }
      start = end
    }
    return pieces
  }
}
