/// The stretches of a text that stand between quotation marks.
///
/// Marks of one kind do not nest: an opening one begins anew, so one that was never closed encloses
/// nothing, and a closing one without its fellow closes nothing. Straight marks open before a word
/// and close behind one; where no space tells, they go by turns.
public enum Quotations {
  /// The longest stretch that counts, in scalars: beyond it a mark was forgotten.
  private static let longest = 2000

  /// The stretches of folded text inside its marks, without them, by end.
  ///
  /// Folding makes all double marks alike; `original` gives the sign that stood at a place before.
  ///
  ///     Quotations.ranges(in: Array("他说“好”。".unicodeScalars.map(\.value)))   // [3..<4]
  ///
  /// - Complexity: O(n) time.
  public static func ranges(
    in scalars: [UInt32], original: (_ place: Int) -> UInt32
  ) -> [Range<Int>] {
    var open: [Kind: Int] = [:]
    var ranges: [Range<Int>] = []
    for place in scalars.indices where isMark(scalars[place]) {
      let turns = turns(of: original(place), at: place, in: scalars, isOpen: open[.straight] != nil)
      for (kind, isOpening) in turns {
        if isOpening {
          open[kind] = place + 1
        } else if let start = open.removeValue(forKey: kind), start < place,
          place - start <= longest
        {
          ranges.append(start..<place)
        }
      }
    }
    return ranges
  }

  /// The stretches of a text inside its marks, which stand as they were written.
  public static func ranges(in scalars: [UInt32]) -> [Range<Int>] {
    ranges(in: scalars) { scalars[$0] }
  }

  private enum Kind { case curved, low, corner, whiteCorner, angle, straight }

  private static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0xAB, 0xBB, 0x201C...0x201F, 0x300C...0x300F, 0x301D...0x301F, 0xFF02, 0xFF62,
      0xFF63:
      true
    default: false
    }
  }

  /// What a mark opens and closes; a raised “ also closes a low „.
  private static func turns(
    of mark: UInt32, at place: Int, in scalars: [UInt32], isOpen: Bool
  ) -> [(kind: Kind, isOpening: Bool)] {
    switch mark {
    case 0x201C: [(.low, false), (.curved, true)]
    case 0x201D, 0x201F: [(.low, false), (.curved, false)]
    case 0x201E, 0x301F: [(.low, true)]
    case 0x300C, 0xFF62: [(.corner, true)]
    case 0x300D, 0xFF63: [(.corner, false)]
    case 0x300E: [(.whiteCorner, true)]
    case 0x300F: [(.whiteCorner, false)]
    case 0x301D: [(.curved, true)]
    case 0x301E: [(.curved, false)]
    case 0xAB: [(.angle, true)]
    case 0xBB: [(.angle, false)]
    default:
      switch (isEdge(place - 1, scalars), isEdge(place + 1, scalars)) {
      case (true, false): [(.straight, true)]
      case (false, true): [(.straight, false)]
      default: [(.straight, !isOpen)]
      }
    }
  }

  /// Whether white space stands at a place, or the text ends before it.
  private static func isEdge(_ place: Int, _ scalars: [UInt32]) -> Bool {
    !scalars.indices.contains(place) || Signs.isSpace(scalars[place])
  }
}
