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

  /// The groups that share all their large sets: one that many texts are members of is asked about
  /// by crowds, not by groups, so that texts with a common passage do not all meet one another.
  struct Crowd: Sendable {
    /// The first two texts.
    var first: [Int]
    /// The large sets, in order.
    let sets: [Int]
  }

  private(set) var groups: [Group] = []
  private(set) var crowds: [Crowd] = []
  /// The group of each text; −1 where it shares nothing.
  private(set) var groupOfNode: [Int]
  /// The groups of each set, in order.
  private(set) var groupsOfSet: [[Int]]
  /// The crowd of each group; −1 where it is in no large set.
  private(set) var crowdOfGroup: [Int] = []
  /// The crowds of each large set, in order.
  private(set) var crowdsOfSet: [[Int]]
  /// Whether a set has more than `most` groups.
  private(set) var isLarge: [Bool]
  private let documents: [Int]
  private let options: ReuseOptions

  /// The groups beyond which a set is large.
  private static let most = 32

  init(_ texts: CoveredTexts, _ memberships: Memberships, options: ReuseOptions) {
    self.options = options
    documents = texts.nodes.map(\.document)
    groupOfNode = [Int](repeating: -1, count: texts.nodes.count)
    groupsOfSet = [[Int]](repeating: [], count: memberships.sets)
    crowdsOfSet = [[Int]](repeating: [], count: memberships.sets)
    isLarge = [Bool](repeating: false, count: memberships.sets)
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
    gatherCrowds()
  }

  private mutating func gatherCrowds() {
    crowdOfGroup = [Int](repeating: -1, count: groups.count)
    // Where a list says which texts are compared, members of a crowd are not alike.
    guard options.pairs == nil else { return }
    for set in isLarge.indices { isLarge[set] = groupsOfSet[set].count > Self.most }
    var known: [[Int]: Int] = [:]
    for (number, group) in groups.enumerated() {
      let large = group.sets.filter { isLarge[$0] }
      if large.isEmpty { continue }
      let side = options.against.map { documents[group.members[0]] < $0 ? 0 : 1 } ?? 0
      let key = [side] + large
      let crowd = known[key] ?? crowds.count
      if crowd == crowds.count {
        known[key] = crowd
        for set in large { crowdsOfSet[set].append(crowd) }
        crowds.append(Crowd(first: [], sets: large))
      }
      crowdOfGroup[number] = crowd
      crowds[crowd].first = Array(
        (crowds[crowd].first + group.members.prefix(2)).sorted().prefix(2))
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

  /// The first text of a crowd that a text was compared with.
  func source(of node: Int, inCrowd crowd: Int) -> Int? {
    crowds[crowd].first.first { allows(node, $0) }
  }

  /// Whether a text is on the side that is told.
  func isTold(_ node: Int) -> Bool {
    options.against.map { documents[node] < $0 } ?? true
  }
}
