internal import CentoText

extension FillerModel {
  /// Filler of about `target` scalars that ends with a sentence where one ends soon.
  func paragraph(of target: Int, _ numbers: inout SeededNumbers) -> [UInt32] {
    walk(to: target, patience: Self.patience, &numbers)
  }

  /// A paragraph whose length is that of a paragraph of the texts.
  ///
  /// - Parameter fit: Only lengths that a planted passage may come from.
  func paragraph(fitForPlants fit: Bool = false, _ numbers: inout SeededNumbers) -> [UInt32] {
    let lengths = fit ? plantLengths : lengths
    return paragraph(of: Int(lengths[numbers.below(lengths.count)]), &numbers)
  }

  /// Filler of exactly `count` scalars that neither begins nor ends in white space.
  func exactly(_ count: Int, _ numbers: inout SeededNumbers) -> [UInt32] {
    guard count > 0 else { return [] }
    var text = walk(to: count, patience: 0, &numbers)
    while text.count < count { text.append(scalar(like: .han, &numbers)) }
    for place in [0, count - 1] where ScalarClass(of: text[place]) == .space {
      text[place] = scalar(like: .letter, &numbers)
    }
    return text
  }

  /// How many scalars beyond its length a paragraph may run to find the end of a sentence.
  private static let patience = 60

  private func walk(
    to target: Int, patience: Int, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    var text: [UInt32] = []
    text.reserveCapacity(target + patience)
    // A paragraph begins as any paragraph of the texts: after a line feed.
    var step = -1
    var matched = 1
    while text.count < target + patience {
      if text.count >= target, let last = text.last, Self.endsSentence(last) { break }
      let draw = numbers.next()
      var context = 0
      var order = 1
      if step >= 0 {
        order = min(matched, Int(steps[step] >> 16))
        // One step in eight forgets a character of its context, one in sixty-four two: without this
        // the chain would follow its sources wherever a formula has six places.
        let dice = draw & 63
        if dice < 8 { order = max(1, order - (dice == 0 ? 2 : 1)) }
        context = order == 1 ? Int(steps[step] & 0xFFFF) : Int(steps[step + order - 1])
      }
      let low = UInt64(starts[context])
      let width = UInt64(starts[context + 1]) - low
      step = Int(low + ((draw >> 32) * width) >> 32) * Self.order
      let code = Int(steps[step] & 0xFFFF)
      if code == 0 {
        // A paragraph of the texts ends here, this one does not: go on as if a new one began.
        if text.count >= target { break }
        if let last = text.last, last < 0x2E80, last != 0x20 { text.append(0x20) }
        step = -1
        matched = 1
      } else {
        text.append(alphabet[code])
        matched = min(Self.order, order + 1)
      }
    }
    if patience > 0 {
      while let last = text.last, text.count > 1, ScalarClass(of: last) == .space {
        text.removeLast()
      }
    }
    return text
  }

  private static func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3002, 0xFF01, 0xFF1F, 0x2E, 0x21, 0x3F: true
    default: false
    }
  }

  /// A random sign of the texts of class `wanted`, or the nearest thing to it that they hold.
  func scalar(like wanted: ScalarClass, _ numbers: inout SeededNumbers) -> UInt32 {
    var fallback: UInt32 = 0x58
    for _ in 0..<64 {
      let code = Int(codes[numbers.below(codes.count)])
      if classes[code] == wanted { return alphabet[code] }
      if classes[code].isWordlike { fallback = alphabet[code] }
    }
    return fallback
  }

  /// A random word of the texts from a script that sets words apart; "X" if none is met.
  func word(_ numbers: inout SeededNumbers) -> [UInt32] {
    func isPart(_ place: Int) -> Bool {
      let kind = classes[Int(codes[place])]
      return kind.isWordlike && !kind.isUnspaced
    }
    for _ in 0..<64 {
      let place = numbers.below(codes.count)
      guard isPart(place) else { continue }
      var (low, high) = (place, place + 1)
      while isPart(low - 1) { low -= 1 }
      while isPart(high) { high += 1 }
      return codes[low..<high].map { alphabet[Int($0)] }
    }
    return [0x58]
  }
}
