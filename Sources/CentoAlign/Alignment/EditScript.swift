/// How one folded text becomes another: runs of equal, changed, inserted and deleted scalars.
///
/// The runs print as in the CIGAR strings of sequence aligners: `5=1X2I3=`.
public struct EditScript: Sendable, Hashable, CustomStringConvertible {
  /// What happens to a run of scalars.
  public enum Operation: String, Sendable {
    /// Both texts have the same scalars.
    case equal = "="
    /// As many scalars, each another.
    case changed = "X"
    /// Scalars that only the second text has.
    case inserted = "I"
    /// Scalars that only the first text has.
    case deleted = "D"
  }

  /// A run: an operation and its scalars.
  public struct Run: Sendable, Hashable {
    /// What happens.
    public let operation: Operation
    /// To how many scalars.
    public fileprivate(set) var count: Int
  }

  /// The runs in order; neighbours differ.
  public private(set) var operations: [Run] = []

  /// The runs as a string, empty for two empty texts.
  public var description: String {
    operations.map { "\($0.count)\($0.operation.rawValue)" }.joined()
  }

  /// The scalars changed, inserted and deleted.
  public var edits: Int {
    operations.reduce(0) { $0 + ($1.operation == .equal ? 0 : $1.count) }
  }

  /// A shortest script that turns `a` into `b`.
  ///
  /// Of several shortest ones the same is always taken: from the end, a pair before a deletion
  /// before an insertion. Divides as Hirschberg (CACM 1975) does, so memory stays small.
  ///
  ///     EditScript(from: [1, 2, 3], to: [1, 3]).description   // "1=1D1="
  ///
  /// - Complexity: O(n · m) time, O(n + m) memory.
  public init(from a: ArraySlice<UInt32>, to b: ArraySlice<UInt32>) {
    var (startA, startB) = (a.startIndex, b.startIndex)
    while startA < a.endIndex, startB < b.endIndex, a[startA] == b[startB] {
      startA += 1
      startB += 1
    }
    var (endA, endB) = (a.endIndex, b.endIndex)
    while endA > startA, endB > startB, a[endA - 1] == b[endB - 1] {
      endA -= 1
      endB -= 1
    }
    append(.equal, startA - a.startIndex)
    divide(a[startA..<endA], b[startB..<endB])
    append(.equal, a.endIndex - endA)
  }

  /// The cells up to which the whole table is kept.
  private static let table = 1 << 18

  private mutating func append(_ operation: Operation, _ count: Int) {
    guard count > 0 else { return }
    if let last = operations.indices.last, operations[last].operation == operation {
      operations[last].count += count
    } else {
      operations.append(Run(operation: operation, count: count))
    }
  }

  private mutating func divide(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) {
    if a.isEmpty || b.isEmpty {
      append(.deleted, a.count)
      append(.inserted, b.count)
      return
    }
    if a.count == 1 || (a.count + 1) * (b.count + 1) <= Self.table {
      trace(a, b)
      return
    }
    let middle = a.startIndex + a.count / 2
    let forward = Self.lastRow(Array(a[..<middle]), Array(b))
    let backward = Self.lastRow(a[middle...].reversed(), b.reversed())
    var best = 0
    for column in 0...b.count
    where forward[column] + backward[b.count - column] < forward[best] + backward[b.count - best] {
      best = column
    }
    divide(a[..<middle], b[..<(b.startIndex + best)])
    divide(a[middle...], b[(b.startIndex + best)...])
  }

  /// The distances of all of `a` to each beginning of `b`.
  private static func lastRow(_ a: [UInt32], _ b: [UInt32]) -> [Int] {
    var row = Array(0...b.count)
    for scalar in a {
      var diagonal = row[0]
      row[0] += 1
      for column in b.indices {
        let above = row[column + 1]
        row[column + 1] = min(
          diagonal + (scalar == b[column] ? 0 : 1), above + 1, row[column] + 1)
        diagonal = above
      }
    }
    return row
  }

  private mutating func trace(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) {
    let (a, b) = (Array(a), Array(b))
    let width = b.count + 1
    var cells = [Int32](repeating: 0, count: (a.count + 1) * width)
    for column in 0...b.count { cells[column] = Int32(column) }
    for row in 1...a.count {
      cells[row * width] = Int32(row)
      for column in 1...b.count {
        let cell = row * width + column
        let pair = cells[cell - width - 1] + (a[row - 1] == b[column - 1] ? 0 : 1)
        cells[cell] = min(pair, cells[cell - width] + 1, cells[cell - 1] + 1)
      }
    }
    var backwards: [Operation] = []
    var (row, column) = (a.count, b.count)
    while row > 0 || column > 0 {
      let cell = row * width + column
      if row > 0, column > 0 {
        let equal = a[row - 1] == b[column - 1]
        if cells[cell] == cells[cell - width - 1] + (equal ? 0 : 1) {
          backwards.append(equal ? .equal : .changed)
          row -= 1
          column -= 1
          continue
        }
      }
      if row > 0, cells[cell] == cells[cell - width] + 1 {
        backwards.append(.deleted)
        row -= 1
      } else {
        backwards.append(.inserted)
        column -= 1
      }
    }
    for operation in backwards.reversed() { append(operation, 1) }
  }
}
