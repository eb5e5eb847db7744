internal import CentoMatrix
internal import Glibc

/// Occurrences of terms in clusters, and what it costs a unit to join each: the counting half of the
/// information bottleneck.
///
/// With c the occurrences in unit x, n those in cluster t without it, |·| their sums and f(v) = v·log v, the
/// Jensen–Shannon divergence of x and t, weighted by their sizes and divided by |x|, is
/// (Σ [f(n) + f(c) − f(n + c)] − [f(|t|) + f(|x|) − f(|t| + |x|)]) / |x|, and terms that x lacks drop out.
/// All counts are whole, so f is a table. This is the innermost loop of clustering; its pointers
/// halve the time.
struct BottleneckTable {
  private let indptr: [Int]
  private let terms: [Int32]
  private let counts: [Int32]
  private let lengths: [Int]
  private let clusters: Int
  /// Occurrences of term w in cluster t, at w · clusters + t.
  private var table: [Int32]
  private var totals: [Int]
  /// v·log v for every count that can come up.
  private let logs: [Double]

  /// An empty table for the units of `rows`, whose values are whole numbers.
  init(_ rows: CSRMatrix, clusters: Int) {
    self.clusters = clusters
    indptr = rows.indptr
    terms = rows.indices.map { Int32(bitPattern: $0) }
    counts = rows.data.map { Int32($0) }
    lengths = (0..<rows.count).map { row in
      rows.range(ofRow: row).reduce(0) { $0 + Int(rows.data[$1]) }
    }
    table = [Int32](repeating: 0, count: rows.columns * clusters)
    totals = [Int](repeating: 0, count: clusters)
    var most = [Int](repeating: 0, count: rows.columns)
    for entry in rows.indices.indices { most[Int(rows.indices[entry])] += Int(rows.data[entry]) }
    logs = (0...(most.max() ?? 0)).map { BottleneckTable.vLogV($0) }
  }

  /// Puts a unit in a cluster; with `sign` −1, takes it out.
  mutating func add(_ unit: Int, to cluster: Int, sign: Int32 = 1) {
    for entry in indptr[unit]..<indptr[unit + 1] {
      table[Int(terms[entry]) * clusters + cluster] += sign * counts[entry]
    }
    totals[cluster] += Int(sign) * lengths[unit]
  }

  /// Writes the cost, in nats an occurrence, of joining each cluster; 0 for a unit without occurrences.
  func costs(of unit: Int, into costs: inout [Double]) {
    for cluster in 0..<clusters { costs[cluster] = 0 }
    let length = lengths[unit]
    guard length > 0 else { return }
    unsafe costs.withUnsafeMutableBufferPointer { costs in
      unsafe table.withUnsafeBufferPointer { table in
        unsafe logs.withUnsafeBufferPointer { logs in
          for entry in indptr[unit]..<indptr[unit + 1] {
            let count = Int(counts[entry])
            let own = unsafe logs[count]
            let base = Int(terms[entry]) &* clusters
            for cluster in 0..<clusters {
              let there = unsafe Int(table[base &+ cluster])
              unsafe costs[cluster] += (logs[there] - logs[there &+ count]) + own
            }
          }
        }
      }
    }
    let own = BottleneckTable.vLogV(length)
    for cluster in 0..<clusters {
      let there = totals[cluster]
      costs[cluster] += BottleneckTable.vLogV(there + length) - BottleneckTable.vLogV(there) - own
      costs[cluster] /= Double(length)
    }
  }

  private static func vLogV(_ v: Int) -> Double {
    v < 2 ? 0 : Double(v) * log(Double(v))
  }
}
