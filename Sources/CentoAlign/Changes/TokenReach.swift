// The loop over the diagonals is the one part of the list of changes that is unsafe: it takes half of
// their time, and its places are checked by what bounds them: x < n and y < m before tokens are read,
// and rows of d + 1 places, which are made before they are written.

/// How far two rows of tokens are the same with ever more differences.
struct TokenReach {
  /// A token that only one row has.
  struct Step {
    /// Where it stands, or what it stands before, in the first row.
    let a: Int
    /// The same in the second row.
    let b: Int
    /// Whether the second row has it.
    let isInsertion: Bool
  }

  /// The furthest place in a, for each number of differences d on the diagonals -d, -d + 2 … d.
  ///
  /// Those of d begin at place d (d + 1) / 2.
  private var reach: [Int32] = []
  /// The number of differences at which both rows end; nil if they are more than the most.
  private var found: Int?
  private let n: Int
  private let m: Int

  /// Rows that are not empty, followed up to so many differences.
  init(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, most: Int) {
    (n, m) = (a.count, b.count)
    let limit = min(n + m, most)
    // `Array(repeating:count:)` asks the library for the array's kind each time.
    let room = min(256, (limit + 1) * (limit + 2) / 2)
    reach.reserveCapacity(room)
    reach.append(contentsOf: repeatElement(0, count: room))
    var start = 0
    for differences in 0...limit {
      if start + differences + 1 > reach.count {
        reach.append(contentsOf: repeatElement(0, count: reach.count))
      }
      let isEnd = unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          unsafe reach.withUnsafeMutableBufferPointer { reach in
            unsafe Self.extend(
              UnsafeMutableBufferPointer(rebasing: reach[start...]), differences,
              from: UnsafeBufferPointer(rebasing: reach[(start - differences)...]), a, b)
          }
        }
      }
      if isEnd {
        found = differences
        return
      }
      start += differences + 1
    }
  }

  /// Fills the row of so many differences; true if both rows of tokens end there.
  @unsafe private static func extend(
    _ row: UnsafeMutableBufferPointer<Int32>, _ differences: Int,
    from before: UnsafeBufferPointer<Int32>, _ a: UnsafeBufferPointer<UInt32>,
    _ b: UnsafeBufferPointer<UInt32>
  ) -> Bool {
    let (n, m) = (a.count, b.count)
    // Right of the diagonal below, or down from the one above, which goes first if it is further.
    var below: Int32 = -1
    for index in 0...differences {
      let above = index < differences ? unsafe before[index] : -1
      var x = Int(below < above ? above : below + 1)
      below = above
      var y = x - (2 * index - differences)
      while x < n, y < m, unsafe a[x] == b[y] {
        x += 1
        y += 1
      }
      unsafe row[index] = Int32(truncatingIfNeeded: x)
      if x >= n, y >= m { return true }
    }
    return false
  }

  /// The steps of the script, from the last to the first; nil if it was not found.
  var steps: [Step]? {
    guard let found else { return nil }
    var steps: [Step] = []
    steps.reserveCapacity(found)
    var (x, y) = (n, m)
    for differences in stride(from: found, to: 0, by: -1) {
      let before = (differences - 1) * differences / 2
      let index = (x - y + differences) / 2
      let below = index > 0 ? reach[before + index - 1] : -1
      let above = index < differences ? reach[before + index] : -1
      let isInsertion = below < above
      let a = Int(isInsertion ? above : below)
      let b = a - (x - y) - (isInsertion ? 1 : -1)
      steps.append(Step(a: a, b: b, isInsertion: isInsertion))
      (x, y) = (a, b)
    }
    return steps
  }
}
