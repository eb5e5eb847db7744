import Glibc

extension Reference {
  /// What is lost when a unit joins a cluster, per occurrence in the unit, in nats: straight from the
  /// definition (Slonim, Friedman and Tishby 2002), with distributions and logarithms, no shortcut.
  ///
  /// - Parameters:
  ///   - unit: Occurrences of each term in the unit, not all 0.
  ///   - cluster: Occurrences of each term in the cluster without the unit.
  public static func joiningCost(unit: [Int], cluster: [Int]) -> Double {
    let x = Double(unit.reduce(0, +))
    let t = Double(cluster.reduce(0, +))
    guard t > 0 else { return 0 }
    var divergence = 0.0
    for term in unit.indices {
      let p = Double(unit[term]) / x
      let q = Double(cluster[term]) / t
      let mean = (x * p + t * q) / (x + t)
      if p > 0 { divergence += x / (x + t) * p * log(p / mean) }
      if q > 0 { divergence += t / (x + t) * q * log(q / mean) }
    }
    return divergence * (x + t) / x
  }
}
