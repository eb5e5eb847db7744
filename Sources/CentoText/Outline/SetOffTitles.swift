/// Titles that blank lines set off from the text around them.
struct SetOffTitles {
  private let manuscript: Manuscript
  private let layout: Layout

  /// A search in `manuscript`.
  init(_ manuscript: Manuscript, layout: Layout) {
    self.manuscript = manuscript
    self.layout = layout
  }

  /// The lines that stand as titles do, from line `start` on, in a document that says that it is a compilation.
  func found(from start: Int) -> [Int] {
    let all = candidates(from: start)
    let wide = all.filter { manuscript.lines[$0].gap >= layout.paragraphGap + 2 || $0 == start }
    guard wide.count >= 2 else { return all }
    return like(wide, among: all)
  }

  /// The sure titles and every line that is set off as they are.
  func completed(_ sure: [Int], from start: Int) -> [Int] {
    let known = Set(sure)
    let inner = sure.filter { $0 > start }
    let setOff = inner.count { layout.isSetOff($0) }
    guard setOff * 4 >= inner.count * 3, !inner.isEmpty else { return sure }
    let more = candidates(from: start).filter { !known.contains($0) }
    let narrowest = inner.map { manuscript.lines[$0].gap }.sorted()[inner.count / 10]
    let fits = more.filter { manuscript.lines[$0].gap >= narrowest }
    return like(sure, among: (sure + fits).sorted())
  }

  /// Those of `all` whose gap after is as wide as that of most of `sure`; a line just after a title is its subtitle.
  private func like(_ sure: [Int], among all: [Int]) -> [Int] {
    let known = Set(sure)
    let after = Layout.mode(sure.map(layout.gapAfter))
    let isWideAfter = after > layout.paragraphGap
    var result: [Int] = []
    for place in all {
      if known.contains(place)
        || ((!isWideAfter || layout.gapAfter(place) > layout.paragraphGap)
          && result.last != place - 1)
      {
        result.append(place)
      }
    }
    return result
  }

  private func candidates(from start: Int) -> [Int] {
    var result: [Int] = []
    for place in start..<max(start, manuscript.lines.count)
    where (place == start || layout.isSetOff(place)) && layout.mayBeTitle(place) {
      if let last = result.last, last == place - 1 { continue }
      result.append(place)
    }
    return result
  }
}
