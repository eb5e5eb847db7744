internal import CentoText

/// Replaces numbers and names as authors do who publish a text with its particulars taken out.
package enum Masking {
  /// `text` with a share of its numbers and names masked, all in one style.
  static func masked(
    _ text: [UInt32], rate: Int, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    let maskable = particulars(in: text)
    let hasHan = text.contains { ScalarClass(of: $0) == .han }
    let masks: [[UInt32]] =
      [[0x58, 0x58], [0x78, 0x78], [0x2A, 0x2A]] + (hasHan ? [[0x67D0]] : [])
    let mask = masks[numbers.below(masks.count)]
    var result: [UInt32] = []
    var end = 0
    let count = PlantEditor.share(rate, of: maskable.count)
    for place in numbers.places(count, of: maskable.count) {
      result += text[end..<maskable[place].lowerBound]
      result += mask
      end = maskable[place].upperBound
    }
    return result + text[end...]
  }

  /// The numbers and the pieces that look like proper names, in order, none touching another.
  ///
  /// A guess by form: what stands before 市, 县 and the like, what follows a surname that seldom
  /// begins another word, and capitalised words inside a sentence.
  package static func particulars(in text: [UInt32]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while place < text.count {
      let end =
        numberEnd(in: text, from: place) ?? placeNameEnd(in: text, from: place)
        ?? personEnd(in: text, from: place) ?? capitalisedEnd(in: text, from: place)
      guard let end else {
        place += 1
        continue
      }
      found.append(place..<end)
      // One sign stays between two masks, so that they are still two.
      place = end + 1
    }
    return found
  }

  private static let numerals = Set("〇零一二三四五六七八九十百千万亿两".unicodeScalars.map(\.value))
  private static let offices = Set("省市县区镇乡村州局厅委院校".unicodeScalars.map(\.value))
  private static let surnames = Set(
    "李张刘陈杨赵吴徐孙郭罗郑梁宋谢邓韩曹彭蔡潘袁蒋魏吕沈姚卢".unicodeScalars.map(\.value))

  private static func isHan(_ place: Int, _ text: [UInt32]) -> Bool {
    place >= 0 && place < text.count && ScalarClass(of: text[place]) == .han
  }

  /// Digits with what stands between them in a number, or two Chinese numerals or more.
  private static func numberEnd(in text: [UInt32], from start: Int) -> Int? {
    var end = start
    if ScalarClass(of: text[start]) == .digit {
      while end < text.count {
        if ScalarClass(of: text[end]) == .digit {
          end += 1
        } else if [0x2E, 0x2C, 0xFF0E].contains(text[end]), end + 1 < text.count,
          ScalarClass(of: text[end + 1]) == .digit
        {
          end += 2
        } else {
          break
        }
      }
      return end
    }
    while end < text.count, numerals.contains(text[end]) { end += 1 }
    return end - start >= 2 ? end : nil
  }

  /// Two characters, not more, before a sign of an office or a place.
  private static func placeNameEnd(in text: [UInt32], from start: Int) -> Int? {
    guard isHan(start, text), isHan(start + 1, text), start + 2 < text.count else { return nil }
    guard offices.contains(text[start + 2]), !offices.contains(text[start]) else { return nil }
    return offices.contains(text[start + 1]) ? nil : start + 2
  }

  /// The one or two characters of a given name, its surname left standing.
  private static func personEnd(in text: [UInt32], from start: Int) -> Int? {
    guard start > 0, surnames.contains(text[start - 1]), isHan(start, text) else { return nil }
    return isHan(start + 1, text) ? start + 2 : start + 1
  }

  /// Capitalised words one after another, unless they begin a sentence.
  private static func capitalisedEnd(in text: [UInt32], from start: Int) -> Int? {
    func isLetter(_ place: Int) -> Bool {
      place >= 0 && place < text.count && ScalarClass(of: text[place]) == .letter
    }
    func isCapital(_ place: Int) -> Bool {
      guard isLetter(place), let scalar = Unicode.Scalar(text[place]) else { return false }
      return scalar.properties.isUppercase
    }
    guard isCapital(start), isLetter(start + 1), !isLetter(start - 1), start >= 2,
      text[start - 1] == 0x20, isLetter(start - 2) || text[start - 2] == 0x2C
    else { return nil }
    var end = start
    while isLetter(end) { end += 1 }
    while end + 1 < text.count, text[end] == 0x20, isCapital(end + 1) {
      end += 1
      while isLetter(end) { end += 1 }
    }
    return end
  }
}
