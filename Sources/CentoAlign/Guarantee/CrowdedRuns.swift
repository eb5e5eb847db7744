internal import CentoParallel
internal import CentoText

/// Runs that stand in more places than pairs are told of, as families.
///
/// A maximal run with very many places would be a family of its own, and so would every longer run
/// with a little fewer: ten thousand edited copies would give thousands of families. So a family
/// has whole stretches for members (see `CrowdedStretches`), and one serves all runs inside stretches
/// of one class; a run that goes over the seam of two stretches needs one more for that seam.
struct CrowdedRuns: Sendable {
  let finder: RunFinder
  /// The places of each crowded window that have a partner, in order.
  let groups: [[UInt32]]
  private let stretches: CrowdedStretches

  init(_ groups: [[UInt32]], finder: RunFinder) {
    self.finder = finder
    self.groups = groups
    stretches = CrowdedStretches(groups, row: finder.row)
  }

  /// What one crowded window asks for.
  private struct Wish: Sendable {
    /// Runs in pairs: of windows that are not crowded any more as they grow.
    var pairs: [RunPair] = []
    /// The classes of stretches of which a family is needed.
    var classes: Set<UInt32> = []
    /// Rows of two stretches and more: first and last, of which a family is needed.
    var seams: [UInt64] = []
  }

  /// The members of the families, and the runs between pairs.
  func found(threads: Int) -> (families: [[ReusePlace]], pairs: [RunPair]) {
    let wishes = Parallel.map(count: groups.count, threads: threads) { wish(of: groups[$0]) }
    var wanted = [Bool](repeating: false, count: groups.count)
    var seams: [UInt64] = []
    var pairs: [RunPair] = []
    for wish in wishes {
      for family in wish.classes { wanted[Int(family)] = true }
      seams += wish.seams
      pairs += wish.pairs
    }
    seams.sort()
    var members: [[ClosedRange<Int>]] = byClass(wanted)
    members += bySeam(seams)
    var families: [[ReusePlace]] = []
    for stretches in members {
      let own = places(of: stretches)
      let places = finder.withCopies(own)
      if places.count <= ReuseFamily.mostPairs, !overlap(places) {
        addPairs(of: own, to: &pairs)
      } else if !finder.covering.tells(places, apart: finder.comparability.options.within) {
        families.append(places)
      }
    }
    return (families, pairs)
  }

  private func wish(of group: [UInt32]) -> Wish {
    var wish = Wish()
    let places = group.map { RunPlace($0, in: finder.row) }
    if RunPlace.areContinued(places[...]) { return wish }
    if finder.comparability.options.within { addRepetitions(of: places, to: &wish) }
    descend(places, depth: finder.window, wished: 0, beyond: 0, to: &wish)
    return wish
  }

  /// Goes through the stretches that places share, as down a suffix tree, as long as they are
  /// crowded.
  ///
  /// - Parameters:
  ///   - places: Places that share `depth` symbols.
  ///   - wished: How many stretches the members of a family have that was wished for these places.
  ///   - beyond: The length up to which such a family tells all runs of these places.
  private func descend(
    _ places: [RunPlace], depth: Int, wished: Int, beyond: Int, to wish: inout Wish
  ) {
    if RunPlace.areContinued(places[...]) { return }
    let places = finder.partnered(places)
    if places.count < 2 || RunPlace.areContinued(places[...]) { return }
    guard finder.isCrowded(places) else {
      wish.pairs += finder.pairs(places, beyond: beyond)
      return
    }
    let depth = finder.shared(by: places, from: depth)
    let count = add(places, depth: depth, unless: wished, to: &wish)
    if count == 1, wished == 0 {
      for (end, rest) in byEnd(of: places) {
        descend(rest, depth: depth, wished: 1, beyond: end, to: &wish)
      }
      return
    }
    for rest in finder.byNext(of: places, after: depth) {
      descend(rest, depth: depth + 1, wished: count, beyond: beyond, to: &wish)
    }
  }

  /// Places by the length that their stretches have from there, without those whose text ends there.
  ///
  /// What two places share is in both stretches or goes beyond both, as the stretches end by what
  /// is in the windows; so where the ends differ nothing goes beyond.
  private func byEnd(of places: [RunPlace]) -> [(end: Int, places: [RunPlace])] {
    var ends: [(end: Int, index: Int)] = []
    for (index, place) in places.enumerated() {
      let stretch = stretches.stretch(stretches.index(of: place.place))
      let end = stretches.symbols(stretch...stretch, window: finder.window).upperBound
      if end < place.end { ends.append((end - place.place, index)) }
    }
    ends.sort { $0 < $1 }
    var groups: [(end: Int, places: [RunPlace])] = []
    for (end, index) in ends {
      if groups.last?.end != end { groups.append((end, [])) }
      groups[groups.count - 1].places.append(places[index])
    }
    return groups.filter { $0.places.count > 1 }
  }

  /// Wishes for a family of these places, unless one of so many stretches was wished for already.
  private func add(
    _ members: [RunPlace], depth: Int, unless before: Int, to wish: inout Wish
  ) -> Int {
    let steps = depth - finder.window
    let first = stretches.index(of: members[0].place)
    let count = 1 + stretches.stretch(first + steps) - stretches.stretch(first)
    let symbols = members[0].place..<members[0].place + depth
    guard count > before, finder.row.qualifies(symbols) else { return before }
    if count == 1 {
      wish.classes.insert(stretches.classes[stretches.stretch(first)])
    } else {
      for member in members {
        let index = stretches.index(of: member.place)
        let (start, end) = (stretches.stretch(index), stretches.stretch(index + steps))
        wish.seams.append(UInt64(start) << 32 | UInt64(end))
      }
    }
    return count
  }

  /// The runs between two places of one stretch, which is one member of its family.
  private func addRepetitions(of places: [RunPlace], to wish: inout Wish) {
    let own = places.map { stretches.stretch(stretches.index(of: $0.place)) }
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, own[end] == own[start] { end += 1 }
      wish.pairs += finder.pairsWithin(Array(places[start..<end]))
      start = end
    }
  }

  /// The stretches of each class that is wanted.
  private func byClass(_ wanted: [Bool]) -> [[ClosedRange<Int>]] {
    var members = [[ClosedRange<Int>]](repeating: [], count: wanted.count)
    for (stretch, family) in stretches.classes.enumerated() where wanted[Int(family)] {
      members[Int(family)].append(stretch...stretch)
    }
    return members.filter { !$0.isEmpty }
  }

  /// Rows of stretches, those of the same classes together, in order of the first.
  private func bySeam(_ seams: [UInt64]) -> [[ClosedRange<Int>]] {
    var numbers: [[UInt32]: Int] = [:]
    var members: [[ClosedRange<Int>]] = []
    var last: UInt64?
    for seam in seams where seam != last {
      last = seam
      let row = Int(seam >> 32)...Int(seam & 0xFFFF_FFFF)
      let key = Array(stretches.classes[row])
      if let number = numbers[key] {
        members[number].append(row)
      } else {
        numbers[key] = members.count
        members.append([row])
      }
    }
    return members
  }

  /// The places of rows of stretches that have a partner among them.
  private func places(of rows: [ClosedRange<Int>]) -> [RunStretch] {
    let symbols = rows.map { stretches.symbols($0, window: finder.window) }
    let places = symbols.map { RunPlace(UInt32($0.lowerBound), in: finder.row) }
    let all = zip(places, symbols).map { RunStretch(text: $0.text, symbols: $1) }
    guard let partnered = finder.partners.partnered(places) else { return all }
    return zip(all, partnered).filter(\.1).map(\.0)
  }

  /// Whether places of one text overlap that would be told as two.
  private func overlap(_ places: [ReusePlace]) -> Bool {
    finder.comparability.options.within
      && zip(places, places.dropFirst()).contains { x, y in
        x.text == y.text && x.span.scalars.overlaps(y.span.scalars)
      }
  }

  /// The pairs of so few places that none of them is of a text that others follow.
  private func addPairs(of places: [RunStretch], to pairs: inout [RunPair]) {
    for (index, x) in places.enumerated() {
      for y in places[(index + 1)...] where finder.comparability.allows(x.text, y.text) {
        finder.add(finder.place(x), finder.place(y), to: &pairs)
      }
    }
  }
}
