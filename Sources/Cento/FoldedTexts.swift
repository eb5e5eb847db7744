/// Folded texts by number: what is compared by vectors, however it is kept.
public protocol FoldedTexts: Sendable {
  /// The number of texts.
  var count: Int { get }
  /// The Unicode scalars of a text.
  func scalars(of text: Int) -> [UInt32]
  /// The room that a text takes: 0 if it is empty, the same for equal texts, its scalars or a
  /// little more.
  func size(of text: Int) -> Int
  /// The first text that is equal to it: itself where there is no earlier one.
  func firstEqual(to text: Int) -> Int
}

extension FoldedUnits: FoldedTexts {
  /// The number of units.
  public var count: Int { texts.count }

  /// The folded scalars of a unit.
  public func scalars(of unit: Int) -> [UInt32] { texts.folded(unit).array }

  /// The number of folded scalars of a unit.
  public func size(of unit: Int) -> Int { texts.folded(unit).count }
}
