/// The places of one window in the order of what follows it, and how far each goes with another.
struct SharedExtents {
  /// The places in the order of what follows.
  let places: [RunPlace]
  /// What each place shares with the one before it.
  private let common: [Int]

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
  }

  /// The furthest that a place shares with another.
  func extent(of index: Int) -> Int {
    max(common[index], index + 1 < common.count ? common[index + 1] : 0)
  }
}
