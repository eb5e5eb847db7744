internal import CentoParallel
internal import CentoText

/// The texts that are searched, and those that are copies of one of them to the last scalar.
///
/// Ten thousand copies of a paragraph say what a few say. Where more texts are equal than a family
/// needs, the first `kept` of them (each from an article of its own, on either side of the
/// comparison) are searched and the rest follow the first.
struct Copies {
  /// The texts that are searched, in order.
  let searched: SearchedTexts
  /// The texts that follow a searched one, by its place among the searched.
  let followers: [Int: [Int]]

  /// The copies that are searched: one more than the background forgives.
  private static let kept = 5

  init(_ texts: [ReuseText], options: ReuseOptions, threads: Int) {
    guard options.pairs == nil else {
      (searched, followers) = (SearchedTexts(of: texts.count), [:])
      return
    }
    var leftOut: [UInt32] = []
    var groups: [(first: Int, followers: [Int])] = []
    for group in Self.equal(texts, threads: threads) where group.count > ReuseFamily.mostPairs {
      var followers: [Int] = []
      var articles: [[Int]] = [[], []]
      for text in group {
        let side = options.against.map { texts[text].document < $0 ? 0 : 1 } ?? 0
        let isNew = options.within || !articles[side].contains(texts[text].article)
        if isNew, articles[side].count < Self.kept {
          articles[side].append(texts[text].article)
        } else {
          followers.append(text)
          leftOut.append(UInt32(text))
        }
      }
      groups.append((group[0], followers))
    }
    let searched = SearchedTexts(of: texts.count, without: leftOut.sorted())
    self.searched = searched
    followers = Dictionary(
      uniqueKeysWithValues: groups.map { (searched.place(of: $0.first), $0.followers) })
  }

  /// Leaves the searched texts alone where all texts were, and gives the others, in order.
  ///
  /// All texts of a corpus are not held twice.
  func takeFollowers(from texts: inout [ReuseText]) -> [ReuseText] {
    guard !searched.leftOut.isEmpty else { return [] }
    let followers = searched.leftOut.map { texts[Int($0)] }
    var (kept, next) = (0, 0)
    for text in texts.indices {
      if next < followers.count, Int(searched.leftOut[next]) == text {
        next += 1
      } else {
        texts[kept] = texts[text]
        kept += 1
      }
    }
    texts.removeLast(followers.count)
    return followers
  }

  /// Puts all texts in their places again.
  func putBack(_ followers: [ReuseText], into texts: inout [ReuseText]) {
    var (place, next) = (texts.count - 1, followers.count - 1)
    texts += followers
    for text in texts.indices.reversed() {
      if next < 0 { break }
      if Int(searched.leftOut[next]) == text {
        texts[text] = followers[next]
        next -= 1
      } else {
        texts[text] = texts[place]
        place -= 1
      }
    }
  }

  /// The texts of equal scalars, in order; texts that equal no other are left out.
  private static func equal(_ texts: [ReuseText], threads: Int) -> [[Int]] {
    let digests = Parallel.array(count: texts.count, size: 1024, threads: threads) { index in
      let folded = texts[index].folded
      var digest = UInt64(folded.count)
      folded.forEach { digest &+= PairTable.mix(digest ^ UInt64($0)) }
      return UInt32(truncatingIfNeeded: digest)
    }
    // Few digests are of many texts, and only those are looked at.
    var sizes = [UInt32](repeating: 0, count: 1 << 16)
    for digest in digests { sizes[Int(digest & 0xFFFF)] += 1 }
    var order = RowSorter()
    for text in texts.indices where sizes[Int(digests[text] & 0xFFFF)] > ReuseFamily.mostPairs {
      order.append(key: digests[text], value: UInt32(truncatingIfNeeded: text))
    }
    order.sort()
    var groups: [[Int]] = []
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, order.key(at: end) == order.key(at: start) { end += 1 }
      // Nearly always all of a digest are equal.
      var rest =
        end - start > ReuseFamily.mostPairs ? (start..<end).map { Int(order.value(at: $0)) } : []
      while rest.count > ReuseFamily.mostPairs {
        let folded = texts[rest[0]].folded
        let equal = rest.filter { texts[$0].folded == folded }
        if equal.count > ReuseFamily.mostPairs { groups.append(equal) }
        rest = equal.count == rest.count ? [] : rest.filter { texts[$0].folded != folded }
      }
      start = end
    }
    return groups
  }
}
