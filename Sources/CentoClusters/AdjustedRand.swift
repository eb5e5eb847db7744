/// How far two partitions of the same things agree: 1 when they are equal, about 0 when by chance.
package enum AdjustedRand {
  /// The adjusted Rand index (Hubert and Arabie 1985) of two lists of cluster numbers.
  package static func index(_ a: [Int], _ b: [Int]) -> Double {
    let countA = (a.max() ?? 0) + 1
    let countB = (b.max() ?? 0) + 1
    var table = [Int](repeating: 0, count: countA * countB)
    var sizesA = [Int](repeating: 0, count: countA)
    var sizesB = [Int](repeating: 0, count: countB)
    for (one, other) in zip(a, b) {
      table[one * countB + other] += 1
      sizesA[one] += 1
      sizesB[other] += 1
    }
    let pairs = { (counts: [Int]) in Double(counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }) }
    let all = Double(a.count * (a.count - 1) / 2)
    let expected = all > 0 ? pairs(sizesA) * pairs(sizesB) / all : 0
    let largest = (pairs(sizesA) + pairs(sizesB)) / 2
    guard largest != expected else { return 1 }
    return (pairs(table) - expected) / (largest - expected)
  }
}
