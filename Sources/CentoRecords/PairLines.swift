/// The lines of many pairs of the same units, each unit's name made ready once.
///
/// The bytes are those of `Record.pair`. A corpus of repeated paragraphs has more pairs than
/// units by far, and most of the time of a line goes into the names.
///
///     let lines = PairLines(units: 2) { ["a.txt#1.1", "b.txt#1.4"][$0] }
///     lines.append(0, 1, cosine: 1, to: &bytes)
///     // {"type":"pair","a":"a.txt#1.1","b":"b.txt#1.4","cosine":1.000000}
public struct PairLines: Sendable {
  private let names: [UInt8]
  private let starts: [Int]
  private let opening = Array(#"{"type":"pair","a":"#.utf8)
  private let middle = Array(#","b":"#.utf8)
  private let closing = Array(#","cosine":"#.utf8)

  /// Lines about `0 ..< units`.
  ///
  /// - Parameter name: The name of a unit; nil for one that is in no pair.
  public init(units: Int, name: (Int) -> String?) {
    var names: [UInt8] = []
    var starts = [0]
    starts.reserveCapacity(units + 1)
    for unit in 0..<units {
      if let name = name(unit) { JSONText.append(name, to: &names) }
      starts.append(names.count)
    }
    (self.names, self.starts) = (names, starts)
  }

  /// Appends the line of one pair.
  public func append(_ a: Int, _ b: Int, cosine: Double, to bytes: inout [UInt8]) {
    bytes += opening
    bytes += names[starts[a]..<starts[a + 1]]
    bytes += middle
    bytes += names[starts[b]..<starts[b + 1]]
    bytes += closing
    SixDecimals.append(cosine, to: &bytes)
    bytes.append(0x7D)
    bytes.append(0x0A)
  }
}
