/// Lines that are furniture by what they are: passwords, page numbers, rules across the page.
enum FurnitureLines {
  /// The lines of `manuscript` that are furniture, by place.
  static func found(in manuscript: Manuscript) -> [Int: Furniture] {
    var found: [Int: Furniture] = [:]
    var bare: [(place: Int, number: Int)] = []
    for (place, line) in manuscript.lines.enumerated() where line.form.cells <= 60 {
      if line.form.letters == 0 {
        let scalars = manuscript.scalars(of: line)
        if isRule(scalars) {
          found[place] = .other
        } else if isDecorated(scalars), line.form.digits > 0 {
          found[place] = .page
        } else if let number = bareNumber(scalars) {
          bare.append((place, number))
        }
      } else {
        let scalars = manuscript.scalars(of: line)
        if isPassword(scalars) {
          found[place] = .password
        } else if isPage(scalars) {
          found[place] = .page
        }
      }
    }
    for place in rising(bare) { found[place] = .page }
    return found
  }

  /// Nothing but dashes, stars and the like: a rule, or an ornament between parts.
  private static func isRule(_ line: [UInt32]) -> Bool {
    for value in line where !Signs.isSpace(value) {
      switch value {
      case 0x2A, 0x2B, 0x2D, 0x3D, 0x5F, 0x7E, 0x23, 0x7C, 0x2010...0x2015, 0xFF0D, 0xFF1D, 0xFF3F,
        0xFF5E, 0xFF0A:
        continue
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF:
        continue
      default:
        let kind = ScalarClass(of: value)
        guard kind == .symbol || kind == .other || kind == .mark else { return false }
      }
    }
    return true
  }

  /// Whether the line is a number between dashes, or two parted by a stroke: — 3 —, 3 / 10.
  private static func isDecorated(_ line: [UInt32]) -> Bool {
    var digits = 0
    var runs = 0
    var signs = 0
    var inside = false
    for value in line where !Signs.isSpace(value) {
      switch value {
      case 0x30...0x39, 0xFF10...0xFF19:
        digits += 1
        if !inside { runs += 1 }
        inside = true
      case 0x2D, 0x2010...0x2015, 0xFF0D, 0x2F, 0x7E, 0xB7, 0x2022:
        signs += 1
        inside = false
      default: return false
      }
    }
    if line.contains(0x2F), signs == 1 { return runs == 2 && digits <= 8 }
    return runs == 1 && signs >= 2 && digits <= 4
  }

  private static func bareNumber(_ line: [UInt32]) -> Int? {
    guard line.count <= 4 else { return nil }
    var number = 0
    for value in line {
      guard value >= 0x30, value <= 0x39 else { return nil }
      number = number * 10 + Int(value - 0x30)
    }
    return number
  }

  /// The bare numbers that count pages: at least three, each one more than the last, text between them.
  private static func rising(_ bare: [(place: Int, number: Int)]) -> [Int] {
    var found: [Int] = []
    var start = 0
    while start < bare.count {
      var end = start + 1
      while end < bare.count, bare[end].number == bare[end - 1].number + 1,
        bare[end].place > bare[end - 1].place + 1
      {
        end += 1
      }
      if end - start >= 3 { found += bare[start..<end].map(\.place) }
      start = end
    }
    return found
  }

  private static let passwordWords = [
    "密码", "口令", "提取码", "解压码", "password", "passcode", "passwd",
  ].map { $0.unicodeScalars.map(\.value) }

  /// A word for a secret, a colon, and the secret: nothing after it.
  private static func isPassword(_ line: [UInt32]) -> Bool {
    let small = line.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    for word in passwordWords {
      guard let at = place(of: word, in: small) else { continue }
      var next = at + word.count
      while next < small.count,
        Signs.isSpace(small[next]) || small[next] == 0x4E3A
          || small[next] == 0x662F
      {
        next += 1
      }
      guard next < small.count, small[next] == 0x3A || small[next] == 0xFF1A else { continue }
      next += 1
      while next < small.count, Signs.isSpace(small[next]) { next += 1 }
      let secret = small[min(next, small.count)...]
      if secret.count >= 3, secret.count <= 32, secret.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
        return true
      }
    }
    return false
  }

  /// Whether the line names a page: 第 3 页, 第3页共10页, Page 3 of 10.
  private static func isPage(_ line: [UInt32]) -> Bool {
    let words = line.filter { !Signs.isSpace($0) }.map { value in
      value >= 0x41 && value <= 0x5A ? value + 0x20 : value
    }
    guard words.count <= 16, words.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else {
      return false
    }
    let rest = String(
      String.UnicodeScalarView(
        words.compactMap { value in
          value >= 0x30 && value <= 0x39 ? nil : Unicode.Scalar(value)
        }))
    switch rest {
    case "第页", "第页共页", "第页，共页", "第页,共页", "第页/共页", "-第页-", "—第页—", "共页第页", "page", "pageof",
      "-page-",
      "p.", "pg.":
      return true
    default: return false
    }
  }

  /// The first place of `word` in `line`.
  static func place(of word: [UInt32], in line: [UInt32]) -> Int? {
    guard let first = word.first, line.count >= word.count else { return nil }
    for start in 0...(line.count - word.count)
    where line[start] == first && line[start..<(start + word.count)].elementsEqual(word) {
      return start
    }
    return nil
  }
}
