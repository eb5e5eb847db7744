/// The places of one window in the order of what follows it, and the stretches that several share:
/// the inner nodes of a suffix tree below the window, found from the lengths of common prefixes
/// (Abouelhoda, Kurtz and Ohlebusch, Journal of Discrete Algorithms 2004).
struct SharedExtents {
  /// A stretch that these places share and that is followed by different symbols.
  struct Node {
    /// The symbols of the stretch.
    let depth: Int
    /// The places that share it, by their order.
    let range: Range<Int>
  }

  /// The places in the order of what follows.
  let places: [RunPlace]
  /// What each place shares with the one before it.
  private let common: [Int]
  /// The nodes, each before those below it.
  let nodes: [Node]

  init(_ unordered: [RunPlace], window: Int, row: RunRow) {
    let symbols = row.symbols
    func shared(_ x: RunPlace, _ y: RunPlace) -> Int {
      var length = window
      while x.place + length < x.end, y.place + length < y.end,
        symbols[x.place + length] == symbols[y.place + length]
      {
        length += 1
      }
      return length
    }
    let places = unordered.sorted { x, y in
      let length = shared(x, y)
      let (isEndX, isEndY) = (x.place + length == x.end, y.place + length == y.end)
      if isEndX || isEndY { return isEndX == isEndY ? x.place < y.place : isEndX }
      return symbols[x.place + length] < symbols[y.place + length]
    }
    var common = [0]
    for index in places.indices.dropFirst() {
      common.append(shared(places[index - 1], places[index]))
    }
    self.places = places
    self.common = common
    nodes = Self.nodes(common)
  }

  /// The furthest that a place shares with another of a range.
  func extent(of index: Int, in range: Range<Int>) -> Int {
    max(
      index > range.lowerBound ? common[index] : 0,
      index + 1 < range.upperBound ? common[index + 1] : 0)
  }

  private static func nodes(_ common: [Int]) -> [Node] {
    var nodes: [Node] = []
    var open: [(depth: Int, start: Int)] = []
    for index in 1...common.count {
      let depth = index < common.count ? common[index] : 0
      var start = index - 1
      while let last = open.last, last.depth > depth {
        nodes.append(Node(depth: last.depth, range: last.start..<index))
        start = last.start
        open.removeLast()
      }
      if depth > 0, open.last?.depth ?? 0 < depth { open.append((depth, start)) }
    }
    return nodes.reversed()
  }
}
