/// The ids met so far, and where each was first seen: some 40 bytes for an id of 20.
struct KnownIDs {
  /// Where an id stands.
  struct Origin {
    /// The file's number.
    let file: Int
    /// The line, of a record.
    let line: Int?
  }

  /// The ids in UTF-8, one after the other, and the end of each.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var files: [UInt32] = []
  /// The line of each; 0 for a file that is one document.
  private var lines: [UInt32] = []
  /// Open addressing: an id's number and one more; 0 where there is none.
  private var table = [UInt32](repeating: 0, count: 1 << 8)

  /// Adds an id.
  ///
  /// - Returns: Where it was first seen, if it is known.
  mutating func add(_ id: String, at origin: Origin) -> Origin? {
    let view = id.utf8
    let name = view.span
    var slot = Self.hash(name) & (table.count - 1)
    while table[slot] != 0 {
      let known = Int(table[slot]) - 1
      if isEqual(known, name) {
        return Origin(file: Int(files[known]), line: lines[known] == 0 ? nil : Int(lines[known]))
      }
      slot = (slot + 1) & (table.count - 1)
    }
    for place in name.indices { bytes.append(name[place]) }
    ends.append(bytes.count)
    table[slot] = UInt32(truncatingIfNeeded: ends.count)
    files.append(UInt32(truncatingIfNeeded: origin.file))
    lines.append(UInt32(truncatingIfNeeded: origin.line ?? 0))
    if ends.count * 2 > table.count { grow() }
    return nil
  }

  private func isEqual(_ number: Int, _ name: Span<UInt8>) -> Bool {
    let start = number > 0 ? ends[number - 1] : 0
    guard ends[number] - start == name.count else { return false }
    return name.indices.allSatisfy { bytes[start + $0] == name[$0] }
  }

  private mutating func grow() {
    var grown = [UInt32](repeating: 0, count: table.count * 2)
    for number in ends.indices {
      let start = number > 0 ? ends[number - 1] : 0
      var slot = Self.hash(bytes.span.extracting(start..<ends[number])) & (grown.count - 1)
      while grown[slot] != 0 { slot = (slot + 1) & (grown.count - 1) }
      grown[slot] = UInt32(truncatingIfNeeded: number + 1)
    }
    table = grown
  }

  private static func hash(_ name: Span<UInt8>) -> Int {
    var hash = UInt64(name.count)
    for place in name.indices {
      hash = (hash ^ UInt64(name[place])) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
    }
    return Int(truncatingIfNeeded: hash)
  }
}
