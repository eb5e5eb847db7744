internal import CentoText

/// Families of which none lies inside another.
enum NestedFamilies {
  /// The families, in their order, without those that another of the same texts holds place by
  /// place.
  ///
  /// Where texts are compared with themselves (`apart`) two places need two members that hold them.
  static func outermost(_ families: [[ReusePlace]], apart: Bool) -> [[ReusePlace]] {
    let sorted = families.map { places in
      places.sorted { x, y in
        (x.text, x.span.scalars.lowerBound, x.span.scalars.upperBound)
          < (y.text, y.span.scalars.lowerBound, y.span.scalars.upperBound)
      }
    }
    var bySet: [[Int]: [Int]] = [:]
    for (number, places) in sorted.enumerated() {
      var texts: [Int] = []
      for place in places where texts.last != place.text { texts.append(place.text) }
      bySet[texts, default: []].append(number)
    }
    var isNested = [Bool](repeating: false, count: families.count)
    for numbers in bySet.values where numbers.count > 1 {
      for x in numbers {
        isNested[x] = numbers.contains { y in
          x != y && !isNested[y] && isInside(sorted[x], sorted[y], apart: apart)
        }
      }
    }
    return families.indices.filter { !isNested[$0] }.map { families[$0] }
  }

  private static func isInside(_ x: [ReusePlace], _ y: [ReusePlace], apart: Bool) -> Bool {
    var next = 0
    for place in x {
      // What ends before this place holds no later one either.
      while next < y.count, !holds(y[next], place) { next += 1 }
      guard next < y.count else { return false }
      if apart { next += 1 }
    }
    return true
  }

  private static func holds(_ outer: ReusePlace, _ inner: ReusePlace) -> Bool {
    outer.text == inner.text && outer.span.scalars.lowerBound <= inner.span.scalars.lowerBound
      && inner.span.scalars.upperBound <= outer.span.scalars.upperBound
  }
}
