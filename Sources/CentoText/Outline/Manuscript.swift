/// A document's lines while their roles are being found: furniture leaves, what stays is the articles' own.
struct Manuscript {
  /// What a line that stays is.
  enum Role: Sendable {
    case body
    case heading
    case title
  }

  let text: SourceText
  /// The lines that are left, in order.
  var lines: [Line]
  /// The role of each line that is left.
  var roles: [Role] = []
  /// What was taken out, in any order; marks inside lines too.
  var furniture: [(kind: Furniture, span: SourceSpan)]
  /// A number for each line, equal for lines with the same letters and digits; 0 for long or bare lines.
  private(set) var keys: [UInt64] = []

  /// Longer lines are no titles: a title takes two rows of a page at most.
  static let titleCells = 130

  init(text: SourceText, lines: Lines) {
    self.text = text
    self.lines = lines.lines
    furniture = lines.marks.map { (.mark, $0) }
    renew()
  }

  /// Lines that are all body: what depends on their form is not computed.
  init(plain text: SourceText, lines: Lines) {
    self.text = text
    self.lines = lines.lines
    furniture = lines.marks.map { (.mark, $0) }
    roles = Array(repeating: .body, count: lines.lines.count)
  }

  /// Computes again what depends on the lines.
  mutating func renew() {
    roles = Array(repeating: .body, count: lines.count)
    keys = lines.map { line in
      line.form.cells > Self.titleCells ? 0 : Self.hash(keyScalars(of: line))
    }
  }

  /// Takes out every line that has a kind; the next line keeps the wider gap.
  mutating func remove(_ kinds: [Int: Furniture]) {
    guard !kinds.isEmpty else { return }
    var kept: [Line] = []
    kept.reserveCapacity(lines.count)
    var gap = 0
    for (place, line) in lines.enumerated() {
      if let kind = kinds[place] {
        furniture.append((kind, line.span))
        gap = max(gap, line.gap)
      } else {
        kept.append(line)
        kept[kept.count - 1].gap = max(gap, line.gap)
        gap = 0
      }
    }
    lines = kept
    renew()
  }

  /// The scalars of a line, at most `limit` of them.
  func scalars(of line: Line, limit: Int = 400) -> [UInt32] {
    var result: [UInt32] = []
    var offset = line.bytes.lowerBound
    while offset < line.bytes.upperBound, result.count < limit {
      let (value, length) = text.scalar(atByte: offset)
      result.append(value)
      offset += length
    }
    return result
  }

  /// The letters and digits of a line, half-width and small: what is compared with other lines.
  func keyScalars(of line: Line) -> [UInt32] {
    Self.key(scalars(of: line)[...])
  }

  /// The letters and digits of these scalars, half-width and small.
  static func key(_ scalars: ArraySlice<UInt32>) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(scalars.count)
    for value in scalars {
      let sign = Signs.key(value)
      if sign != 0 { result.append(sign) }
    }
    return result
  }

  /// A number that stands for a key, 0 for the empty one (FNV-1a over scalars, then mixed).
  static func hash(_ key: [UInt32]) -> UInt64 {
    if key.isEmpty { return 0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for value in key {
      hash ^= UInt64(value)
      hash &*= 0x100_0000_01B3
      hash ^= hash >> 29
    }
    return max(hash, 1)
  }

  /// The number at the start of the line at `place`.
  func numbering(at place: Int) -> Numbering? {
    Numbering(scalars(of: lines[place], limit: 24)[...])
  }
}
