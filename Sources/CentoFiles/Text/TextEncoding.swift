/// The encodings that a file can be read in.
///
/// UTF-8 is our own, strict; the others are the C library's.
enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case utf32 = "utf-32"
  case utf32LittleEndian = "utf-32le"
  case utf32BigEndian = "utf-32be"
  case gb18030
  case big5

  /// The encoding of this name, in any case, or nil.
  ///
  /// GB2312 and GBK are parts of GB18030, and files that say the one often hold the other.
  init?(name: String) {
    let name = name.lowercased()
    let aliases: [String: TextEncoding] = [
      "utf8": .utf8, "utf16": .utf16, "utf16le": .utf16LittleEndian, "utf16be": .utf16BigEndian,
      "utf32": .utf32, "utf32le": .utf32LittleEndian, "utf32be": .utf32BigEndian,
      "gb2312": .gb18030, "gbk": .gb18030, "gb-18030": .gb18030, "big-5": .big5,
    ]
    guard let encoding = TextEncoding(rawValue: name) ?? aliases[name] else { return nil }
    self = encoding
  }

  /// The name that `iconv` knows it by, for those whose byte order is settled.
  var converterName: String { rawValue.uppercased() }

  /// The encodings that begin with a byte order mark of their own, the longer marks first: that
  /// of UTF-32LE begins with that of UTF-16LE.
  static let marks: [(mark: [UInt8], encoding: TextEncoding)] = [
    ([0xFF, 0xFE, 0, 0], .utf32LittleEndian),
    ([0, 0, 0xFE, 0xFF], .utf32BigEndian),
    ([0xEF, 0xBB, 0xBF], .utf8),
    ([0xFF, 0xFE], .utf16LittleEndian),
    ([0xFE, 0xFF], .utf16BigEndian),
  ]

  /// The encoding whose byte order mark `bytes` begin with, or nil.
  static func marked(_ bytes: [UInt8]) -> TextEncoding? {
    marks.first { bytes.starts(with: $0.mark) }?.encoding
  }

  /// A guess at the encoding of bytes that are no UTF-8, or nil where nothing speaks for one.
  ///
  /// By their mark, or by reading well as Chinese in GB18030. It is a hint for a person, and
  /// never acted upon.
  static func guess(_ bytes: [UInt8]) -> TextEncoding? {
    if let marked = marked(bytes), marked != .utf8 { return marked }
    let sample = Array(bytes.prefix(1 << 16))
    let converter = CharacterConverter(name: TextEncoding.gb18030.converterName)
    guard let text = try? converter.text(ofSample: sample).get() else { return nil }
    var foreign = 0
    var common = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      foreign += 1
      switch scalar.value {
      case 0x4E00...0x9FA5, 0x3000...0x303F, 0xFF00...0xFF5E, 0x2010...0x2026: common += 1
      default: break
      }
    }
    return common >= 4 && common * 10 >= foreign * 9 ? .gb18030 : nil
  }
}

extension CharacterConverter {
  /// The text of a sample, which may end in the middle of a character.
  fileprivate func text(ofSample bytes: [UInt8]) -> Result<[UInt8], Failure> {
    let result = utf8(bytes)
    guard case .failure(.incomplete(let place)) = result, place > 0 else { return result }
    return utf8(Array(bytes[..<place]))
  }
}
