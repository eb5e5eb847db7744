/// A scalar on its way through the stages, with the source scalars that it comes from.
///
/// Neighbours whose origins overlap come from there together.
struct OriginScalar: Hashable {
  var scalar: UInt32
  var start: UInt32
  var end: UInt32
}

extension [OriginScalar] {
  /// The source scalars that the elements of `range` come from.
  func hull(_ range: Range<Int>) -> (start: UInt32, end: UInt32) {
    var (start, end) = (self[range.lowerBound].start, self[range.lowerBound].end)
    for element in self[range] {
      start = Swift.min(start, element.start)
      end = Swift.max(end, element.end)
    }
    return (start, end)
  }

  /// Adds the way back of these scalars to `map`.
  func append(to map: inout OffsetMap) {
    var open = OpenGroup()
    for element in self {
      let source = Int(element.start)..<Int(element.end)
      open.add(count: 1, source: source, isLinear: source.count == 1, to: &map)
    }
    open.close(to: &map)
  }
}
