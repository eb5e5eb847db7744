extension Normalization {
  /// Normalizes `text`, segment by segment: a segment that changes maps whole, or scalar to scalar if it is one.
  func apply(_ form: Form, to text: [OriginScalar]) -> [OriginScalar] {
    var result: [OriginScalar] = []
    result.reserveCapacity(text.count)
    var scalars: [UInt32] = []
    var start = 0
    while start < text.count {
      var end = start + 1
      while end < text.count && continues(text[end].scalar, form) { end += 1 }
      scalars.removeAll(keepingCapacity: true)
      for element in text[start..<end] { decompose(element.scalar, form, into: &scalars) }
      reorder(&scalars)
      compose(&scalars)
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
