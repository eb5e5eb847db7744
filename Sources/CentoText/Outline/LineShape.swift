/// What a single line looks like by itself: a title, a paragraph, an entry of a list.
extension LineForm {
  /// Whether the line could be a title or a heading: short, and no sentence.
  var looksLikeTitle: Bool {
    guard letters > 0, cells <= Manuscript.titleCells, cells >= 3, innerStops <= 2 else {
      return false
    }
    switch last {
    case 0x3002, 0xFF1B, 0x3B, 0xFF0C, 0x2C, 0x3001, 0xFF1A, 0x3A, 0xFF0E, 0x2D, 0x3D: return false
    default: break
    }
    if han > 0 {
      if endsSentence && lastInside == 0x3002 { return false }
      return commas <= 4 && innerStops <= 1 && han * 2 >= letters / 2
    }
    if last == 0x2E, words > 3 || upper <= 1 { return false }
    if lastInside == 0x2E || lastInside == 0x2C { return false }
    return words <= 18 && startsLikeTitle
  }

  private var startsLikeTitle: Bool {
    switch ScalarClass(of: first) {
    case .digit: return true
    case .letter, .hangul:
      guard let scalar = Unicode.Scalar(first) else { return false }
      return !scalar.properties.isLowercase
    default: return Signs.isOpener(first) || first == 0x22 || first == 0x27
    }
  }

  /// Whether the line is text to read through: it ends as a sentence does, or is too long for a title.
  var looksLikeParagraph: Bool {
    cells > Manuscript.titleCells || innerStops > 1
      || (cells >= 30 && endsSentence && !(innerStops == 0 && looksLikeTitle))
  }
}
