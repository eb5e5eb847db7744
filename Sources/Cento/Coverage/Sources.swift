/// The texts that others may be copied from, those with the same memberships taken as one.
///
/// Ten thousand copies of a passage are ten thousand members of one family; to any of them, the
/// others are the same source, so they are asked about once.
struct Sources: Sendable {
  /// Texts that share the same with any other text.
  struct Group: Sendable {
    /// In order.
    var members: [Int]
    /// Their sets, in order.
    let sets: [Int]
  }

  private(set) var groups: [Group] = []
  /// The group of each text; −1 where it shares nothing.
  private(set) var groupOfNode: [Int]
  /// The groups of each set, in order.
  private(set) var groupsOfSet: [[Int]]
  /// Whether a set has more than `most` groups.
  private(set) var isLarge: [Bool]
  /// For each set of equal units, a set below `strongSets` that all its members are in; −1 without one.
  private(set) var implied: [Int]
  /// How many texts of each side are in both of two large sets, the first strong, the second not.
  private var inBoth: [[Int]: [Int]] = [:]
  private let documents: [Int]
  private let options: ReuseOptions

  /// The groups beyond which a set is large.
  private static let most = 32

  init(_ texts: CoveredTexts, _ memberships: Memberships, options: ReuseOptions) {
    self.options = options
    documents = texts.nodes.map(\.document)
    groupOfNode = [Int](repeating: -1, count: texts.nodes.count)
    groupsOfSet = [[Int]](repeating: [], count: memberships.sets)
    isLarge = [Bool](repeating: false, count: memberships.sets)
    implied = [Int](repeating: -1, count: memberships.sets)
    var known: [[Int]: Int] = [:]
    for node in texts.nodes.indices {
      let sets = memberships.sets(of: node)
      let isAlone = !memberships.directRanges[node].isEmpty || options.pairs != nil
      guard !sets.isEmpty || isAlone else { continue }
      let side = options.against.map { documents[node] < $0 ? 0 : 1 } ?? 0
      let key = [side] + sets
      if !isAlone, let group = known[key] {
        groups[group].members.append(node)
        groupOfNode[node] = group
        continue
      }
      if !isAlone { known[key] = groups.count }
      for set in sets { groupsOfSet[set].append(groups.count) }
      groupOfNode[node] = groups.count
      groups.append(Group(members: [node], sets: sets))
    }
    // Where a list says which texts are compared, every text is asked about by itself.
    guard options.pairs == nil else { return }
    for set in isLarge.indices { isLarge[set] = groupsOfSet[set].count > Self.most }
    for weak in memberships.strongSets..<max(memberships.strongSets, memberships.sets) {
      guard let first = groupsOfSet[weak].first else { continue }
      // The smallest of them tells most; of several, the first.
      for strong in groups[first].sets where strong < memberships.strongSets {
        let isSmaller =
          implied[weak] < 0 || groupsOfSet[strong].count < groupsOfSet[implied[weak]].count
        if isSmaller,
          groupsOfSet[weak].allSatisfy({
            SortedNumbers(sorted: groups[$0].sets).contains(strong)
          })
        {
          implied[weak] = strong
        }
      }
    }
    for group in groups {
      let large = group.sets.filter { isLarge[$0] }
      let side = side(of: group.members[0])
      for strong in large where strong < memberships.strongSets {
        for weak in large where weak >= memberships.strongSets {
          inBoth[[strong, weak], default: [0, 0]][side] += group.members.count
        }
      }
    }
  }

  private func side(of node: Int) -> Int {
    options.against.map { documents[node] < $0 ? 0 : 1 } ?? 0
  }

  /// Whether a text that is in both of two large sets was compared with another one that is.
  func hasCompany(_ node: Int, strong: Int, weak: Int) -> Bool {
    guard let counts = inBoth[[strong, weak]] else { return false }
    return options.against == nil ? counts[0] > 1 : counts[1 - side(of: node)] > 0
  }

  /// Whether a text was compared with another member of a large set.
  func hasCompany(_ node: Int, inLarge set: Int) -> Bool {
    // In the order of texts the two sides stand one after the other.
    [groupsOfSet[set].last, groupsOfSet[set].first].contains { group in
      group.map { source(of: node, in: $0) != nil } ?? false
    }
  }

  /// Whether two texts were compared.
  func allows(_ a: Int, _ b: Int) -> Bool {
    if a == b { return false }
    if let against = options.against, (documents[a] < against) == (documents[b] < against) {
      return false
    }
    return options.pairs?.contains(documents[a], documents[b]) ?? true
  }

  /// The first text of a group that a text was compared with.
  func source(of node: Int, in group: Int) -> Int? {
    // All members are on one side, so that only the text itself can be in the way.
    groups[group].members.prefix(2).first { allows(node, $0) }
  }

  /// Whether a text is on the side that is told.
  func isTold(_ node: Int) -> Bool {
    options.against.map { documents[node] < $0 } ?? true
  }
}
