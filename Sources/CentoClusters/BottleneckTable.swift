internal import CCentoKernels
internal import CentoMatrix
internal import Glibc

/// Occurrences of terms in clusters, and what it costs a unit to join each: the counting half of the
/// information bottleneck.
///
/// With c the occurrences in unit x, n those in cluster t without it, |·| their sums and f(v) = v·log v, the
/// Jensen–Shannon divergence of x and t, weighted by their sizes and divided by |x|, is
/// (Σ [f(n) + f(c) − f(n + c)] − [f(|t|) + f(|x|) − f(|t| + |x|)]) / |x|, and terms that x lacks drop out.
/// All counts are whole, so f is a table. This is the innermost loop of clustering, in C for its gathers.
struct BottleneckTable: Sendable {
  /// The number of clusters, and the same to a multiple of 16.
  let clusters: Int
  let width: Int
  private let indptr: [Int]
  private let terms: [UInt32]
  private let counts: [UInt32]
  private let lengths: [Int]
  /// Occurrences of term w in cluster t, at w · width + t.
  private var table: [Int32]
  private var totals: [Int]
  /// v·log v for every count that can come up, and how it grows with the next occurrence.
  private let logs: [Double]
  private let steps: [Float]

  /// A table for the units of `rows`, empty, or with these occurrences of each term in each cluster already.
  init(_ rows: TermOccurrences, clusters: Int, holding held: [UInt32]? = nil) {
    self.clusters = clusters
    width = PaddedMatrix<Float>.padded(clusters)
    indptr = rows.indptr
    terms = rows.terms
    counts = rows.counts
    lengths = (0..<rows.units).map { unit in
      rows.counts[rows.indptr[unit]..<rows.indptr[unit + 1]].reduce(0) { $0 + Int($1) }
    }
    table = [Int32](repeating: 0, count: rows.kinds * width)
    totals = [Int](repeating: 0, count: clusters)
    var most = [Int](repeating: 0, count: rows.kinds)
    for entry in rows.terms.indices { most[Int(rows.terms[entry])] += Int(rows.counts[entry]) }
    if let held {
      for term in 0..<rows.kinds {
        for cluster in 0..<clusters {
          let count = Int(held[term * clusters + cluster])
          table[term * width + cluster] = Int32(clamping: count)
          totals[cluster] += count
          most[term] += count
        }
      }
    }
    let logs = (0...(most.max() ?? 0) + 1).map { BottleneckTable.vLogV($0) }
    self.logs = logs
    steps = logs.indices.dropLast().map { Float(logs[$0 + 1] - logs[$0]) }
  }

  /// How many occurrences a unit has.
  func length(of unit: Int) -> Int { lengths[unit] }

  /// Puts a unit in a cluster; with `sign` −1, takes it out.
  mutating func add(_ unit: Int, to cluster: Int, sign: Int32 = 1) {
    for entry in indptr[unit]..<indptr[unit + 1] {
      table[Int(terms[entry]) * width + cluster] += sign * Int32(counts[entry])
    }
    totals[cluster] += Int(sign) * lengths[unit]
  }

  /// What it costs to join each cluster, in nats an occurrence; 0 for a unit without occurrences.
  ///
  /// - Parameters:
  ///   - home: The cluster that counts the unit and is judged as if it did not, if there is one.
  ///   - costs: Written, `width` numbers.
  func costs(of unit: Int, home: Int?, into costs: inout [Float]) {
    for place in costs.indices { costs[place] = 0 }
    let length = lengths[unit]
    guard length > 0 else { return }
    let entries = indptr[unit]..<indptr[unit + 1]
    unsafe terms.withUnsafeBufferPointer { terms in
      unsafe counts.withUnsafeBufferPointer { counts in
        guard let terms = terms.baseAddress, let counts = counts.baseAddress else { return }
        unsafe cento_bottleneck(
          &costs, table, width, terms + entries.lowerBound, counts + entries.lowerBound,
          entries.count, steps, logs)
      }
    }
    // What all clusters have in common.
    var own = -BottleneckTable.vLogV(length)
    var atHome = 0.0
    for entry in entries {
      let count = Int(counts[entry])
      own += logs[count]
      if let home {
        let there = Int(table[Int(terms[entry]) * width + home])
        atHome += logs[there - count] - logs[there]
      }
    }
    for cluster in 0..<clusters {
      let there = totals[cluster] - (cluster == home ? length : 0)
      let terms = cluster == home ? atHome : Double(costs[cluster])
      let sizes = BottleneckTable.vLogV(there + length) - BottleneckTable.vLogV(there)
      costs[cluster] = Float((terms + sizes + own) / Double(length))
    }
  }

  /// The occurrences of each term in each cluster, without padding.
  func held() -> [UInt32] {
    guard width > 0 else { return [] }
    return stride(from: 0, to: table.count, by: width).flatMap { first in
      table[first..<first + clusters].map { UInt32($0) }
    }
  }

  private static func vLogV(_ v: Int) -> Double {
    v < 2 ? 0 : Double(v) * log(Double(v))
  }
}
