extension Normalization {
  /// Whether `scalar` may change, or change others; where none does, nothing is to be done.
  private func isTouched(_ scalar: UInt32, _ form: Form) -> Bool {
    isDecomposable(scalar) || combiningClass[scalar] != 0 || composesBackwards[scalar] != 0
      || form.foldsCase && isCaseVariant(scalar)
  }

  /// Normalizes `text`, segment by segment: a segment that changes maps whole, or scalar to scalar if it is one.
  func apply(_ form: Form, to text: [OriginScalar]) -> [OriginScalar] {
    guard text.contains(where: { isTouched($0.scalar, form) }) else { return text }
    var result: [OriginScalar] = []
    result.reserveCapacity(text.count)
    var scalars: [UInt32] = []
    var scratch: [UInt32] = []
    var start = 0
    while start < text.count {
      var end = start + 1
      while end < text.count && continues(text[end].scalar, form) { end += 1 }
      scalars.removeAll(keepingCapacity: true)
      for element in text[start..<end] { scalars.append(element.scalar) }
      normalize(&scalars, form, scratch: &scratch)
      if scalars.elementsEqual(text[start..<end].lazy.map(\.scalar)) {
        result += text[start..<end]
      } else {
        let (first, last) = text.hull(start..<end)
        for scalar in scalars {
          result.append(OriginScalar(scalar: scalar, start: first, end: last))
        }
      }
      start = end
    }
    return result
  }
}
