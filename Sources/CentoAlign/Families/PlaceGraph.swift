/// The places on the other side of each place's reuses.
package struct PlaceGraph: Sendable {
  private let starts: [UInt32]
  private let others: [UInt32]

  /// The graph of `count` places and the reuses between them.
  ///
  /// - Complexity: O(n) time, 4 bytes per place and 8 per reuse.
  package init(places count: Int, joining pairs: some Sequence<(Int, Int)>) {
    var starts = [UInt32](repeating: 0, count: count + 1)
    for (a, b) in pairs {
      starts[a] += 1
      starts[b] += 1
    }
    var sum: UInt32 = 0
    for place in starts.indices {
      sum += starts[place]
      starts[place] = sum
    }
    var others = [UInt32](repeating: 0, count: Int(sum))
    for (a, b) in pairs {
      starts[a] -= 1
      others[Int(starts[a])] = UInt32(b)
      starts[b] -= 1
      others[Int(starts[b])] = UInt32(a)
    }
    self.starts = starts
    self.others = others
  }

  /// How many reuses a place is a side of.
  package func degree(of place: Int) -> Int {
    Int(starts[place + 1] - starts[place])
  }

  /// The places that a place was found with, once for every finding, in no order that counts.
  package func neighbours(of place: Int) -> ArraySlice<UInt32> {
    others[Int(starts[place])..<Int(starts[place + 1])]
  }
}
