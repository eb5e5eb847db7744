/// Punctuation and symbols: everything that is neither white space nor part of a word or a number.
///
/// Each becomes a space, so that only words are compared: prose that was set anew, bulleted or wrapped in
/// another comment sign folds to the same text.
struct Marks: Sendable {
  /// 1 for the scalars that become a space.
  let table: ScalarTable
  /// The same scalars.
  let list: [UInt32]

  static let all = Marks(keepingMasks: false)
  /// The signs of masks left alone, for the step that folds those comes later.
  static let withoutMasks = Marks(keepingMasks: true)

  private init(keepingMasks: Bool) {
    var table = ScalarTable()
    var list: [UInt32] = []
    // No punctuation and no symbol has been given a place above the second plane.
    for scalar in UInt32(0)..<0x2_0000 {
      switch ScalarClass(of: scalar) {
      case .punctuation, .symbol:
        if keepingMasks && Masks.isSign(scalar) { continue }
        table[scalar] = 1
        list.append(scalar)
      default: break
      }
    }
    self.table = table
    self.list = list
  }
}
