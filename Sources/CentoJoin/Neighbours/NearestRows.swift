internal import CentoParallel

/// The nearest rows of many rows so far, of each the best first.
///
/// They are ranked by the score as it is printed, the greatest first, then by number; so what a row
/// ends with does not depend on the order in which its neighbours come. Sendable because one task at
/// a time works on the neighbours of a row.
package struct NearestRows: Sendable {
  /// A neighbour.
  package struct Neighbour: BitwiseCopyable, Sendable {
    /// The cosine.
    package let cosine: Double
    /// The neighbour's number.
    package let name: UInt32
    /// The cosine in millionths.
    fileprivate let score: Int32
  }

  /// How many neighbours a row may have.
  package let wanted: Int
  private let floor: Double?
  private let lists: [RawBuffer<Neighbour>]

  /// Rows without neighbours.
  ///
  /// - Parameter floor: The least cosine of a neighbour; without it any above 0.
  package init(rows: Int, wanted: Int, floor: Double?) {
    (self.wanted, self.floor) = (wanted, floor)
    lists = (0..<rows).map { _ in RawBuffer() }
  }

  /// The number of neighbours of a row.
  package func count(of row: Int) -> Int { lists[row].count }

  /// A neighbour of a row, the best at place 0.
  package func neighbour(_ place: Int, of row: Int) -> Neighbour { lists[row].view[place] }

  /// The least cosine with which a row may still come in: it rises as better ones are found.
  ///
  /// A full list lets in whatever prints like its last one, since an earlier row would displace
  /// that.
  func bar(of row: Int) -> Double {
    let (least, list) = (floor ?? 0, lists[row])
    guard list.count == wanted else { return least }
    return max(least, (Double(list.view[wanted - 1].score) - 0.5) * 1e-6)
  }

  /// Takes a neighbour of a row in if it is among the best.
  ///
  /// - Precondition: It has not been given before.
  package func insert(_ name: UInt32, cosine: Double, of row: Int) {
    guard floor.map({ cosine >= $0 }) ?? (cosine > 0), cosine >= bar(of: row) else { return }
    let list = lists[row]
    let score = Int32(Cosine.millionths(cosine))
    var place = list.count
    while place > 0 {
      let other = list.view[place - 1]
      guard (score, other.name) > (other.score, name) else { break }
      place -= 1
    }
    guard place < wanted else { return }
    if list.count < wanted { list.append(Neighbour(cosine: 0, name: 0, score: 0)) }
    let all = list.view
    for behind in stride(from: all.count - 1, to: place, by: -1) { all[behind] = all[behind - 1] }
    all[place] = Neighbour(cosine: cosine, name: name, score: score)
  }
}
