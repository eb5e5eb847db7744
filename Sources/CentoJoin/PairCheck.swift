internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// What becomes of candidates that a scan has kept: most end at their heads, the others are computed.
struct PairCheck: Sendable {
  let queries: RowHeads
  let candidates: RowHeads
  let threshold: Double

  /// Appends the pairs of a query with candidates, numbered from `first` on.
  func append(
    pairsOf row: Int, with kept: RawBuffer<UInt32>.View, count: Int, from first: Int,
    _ scratch: CheckScratch, to out: inout [ScoredPair]
  ) {
    guard count > 0 else { return }
    let left = keep(kept, count: count, of: row, from: first, scratch.head)
    guard left > 0 else { return }
    let table = scratch.row
    table.load(row, of: queries.rows)
    for place in 0..<left {
      let candidate = first + Int(kept[place])
      let cosine = Cosine.value(table.units(candidate, of: candidates.rows)) {
        table.equals(row, of: queries.rows, candidate, of: candidates.rows)
      }
      if cosine >= threshold {
        out.append(ScoredPair(a: row, b: candidate, cosine: cosine))
      }
    }
  }

  /// Keeps the candidates whose heads do not exclude them, in their order.
  ///
  /// - Returns: Their number.
  private func keep(
    _ kept: RawBuffer<UInt32>.View, count: Int, of row: Int, from first: Int, _ head: HeadTable
  ) -> Int {
    head.load(row, of: queries)
    defer { head.unload(row, of: queries) }
    var left = 0
    for place in 0..<count {
      if place + 2 < count { callFor(first + Int(kept[place + 2])) }
      let candidate = kept[place]
      guard mayReach(row, first + Int(candidate), head) else { continue }
      // Most queries have one such candidate or none.
      if left == 0 { queries.rows.callFor(row, most: Self.called) }
      candidates.rows.callFor(first + Int(candidate), most: Self.called)
      kept[left] = candidate
      left += 1
    }
    return left
  }

  /// So many entries of a row are called for before it is read; the rest comes as it is read.
  private static let called = 256

  /// Has the first lines of a candidate's head brought near.
  private func callFor(_ candidate: Int) {
    let (entries, start) = (candidates.entries.view, candidates.starts[candidate])
    for line in 0..<4 { entries.prefetch(start + 8 * line) }
  }

  /// Whether a pair may reach the threshold: the product of both heads, and of what is left of both
  /// behind the rank at which the first of them ends.
  private func mayReach(_ row: Int, _ candidate: Int, _ head: HeadTable) -> Bool {
    let last = candidates.starts[candidate + 1] - 1
    guard last >= candidates.starts[candidate] else { return true }
    let own = queries.entries.view[queries.starts[row + 1] - 1]
    let other = candidates.entries.view[last]
    let norms =
      own.rank >= other.rank
      ? (own.below, candidates.norm(ofRow: candidate, below: own.rank))
      : (queries.norm(ofRow: row, below: other.rank), other.below)
    return head.product(withHeadOf: candidate, of: candidates)
      + Double(rest(row, Float(norms.0), candidate, Float(norms.1)))
      >= (threshold - JoinBounds.margin) * 0x1p15
  }

  /// The product of the rests of two rows, or more, by their norms and lengths; all in units of
  /// 2^-15.
  private func rest(_ row: Int, _ x: Float, _ candidate: Int, _ y: Float) -> Float {
    let (own, their) = (queries.scales, candidates.scales)
    let ratio = own.lengths.view[row] / their.lengths.view[candidate]
    let byQuery =
      x * x * 0x1p-15 * ratio
      + min(x * their.excess.view[candidate], their.surplus.view[candidate] * 0x1p15 / ratio)
    let byCandidate =
      y * y * 0x1p-15 / ratio
      + min(y * own.excess.view[row], own.surplus.view[row] * 0x1p15 * ratio)
    return min(x * y * 0x1p-15, byQuery, byCandidate) * (1 + RowScales.slack)
  }
}

/// The tables of a check.
struct CheckScratch {
  let head = HeadTable()
  let row = QueryTable()
}
