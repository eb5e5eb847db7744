extension Reference {
  /// A stretch of a text, as the places of its scalars.
  public struct Stretch {
    /// The text.
    public let text: Int
    /// The places.
    public let places: Set<Int>

    /// A stretch of these places.
    public init(text: Int, places: Set<Int>) {
      self.text = text
      self.places = places
    }
  }

  /// The places of each text that each other text has too, place by place and pair by pair.
  ///
  /// - Parameters:
  ///   - texts: The number of texts.
  ///   - passages: What two texts share.
  ///   - families: What any two texts of a family share: their own stretches of it.
  ///   - equal: What counts only between texts that share something else.
  public static func coverage(
    texts: Int, passages: [(Stretch, Stretch)], families: [[Stretch]], equal: [[Stretch]]
  ) -> [[Set<Int>]] {
    var shared = [[Set<Int>]](repeating: [Set<Int>](repeating: [], count: texts), count: texts)
    for (x, y) in passages where x.text != y.text {
      shared[x.text][y.text].formUnion(x.places)
      shared[y.text][x.text].formUnion(y.places)
    }
    func add(_ family: [Stretch], to result: inout [[Set<Int>]], where known: [[Set<Int>]]?) {
      for x in family {
        for y in family where x.text != y.text {
          if let known, known[x.text][y.text].isEmpty { continue }
          result[x.text][y.text].formUnion(x.places)
        }
      }
    }
    for family in families { add(family, to: &shared, where: nil) }
    let sure = shared
    for family in equal { add(family, to: &shared, where: sure) }
    return shared
  }
}
