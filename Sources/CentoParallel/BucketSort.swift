extension Array where Element: BitwiseCopyable & Comparable & Sendable {
  /// The elements in order, dealt to buckets first and each bucket sorted by itself, on several threads.
  ///
  /// `bucket` may not fall from one element to a greater one. Worth it where an element's bucket, say the first
  /// sign of a text, decides most comparisons.
  ///
  /// - Parameters:
  ///   - buckets: How many there are; `bucket` is below.
  ///   - threads: Workers; the answer does not depend on it.
  /// - Complexity: O(count + buckets + count · log of a bucket's share).
  @inlinable
  package func sorted(buckets: Int, threads: Int, bucket: (Element) -> Int) -> [Element] {
    var starts = [Int](repeating: 0, count: buckets + 1)
    for element in self { starts[bucket(element) + 1] += 1 }
    for place in 0..<buckets { starts[place + 1] += starts[place] }
    let count = self.count
    return unsafe [Element](unsafeUninitializedCapacity: count) { target, initialized in
      guard let base = target.baseAddress else { return }
      var next = starts
      for element in self {
        let own = bucket(element)
        unsafe (base + next[own]).initialize(to: element)
        next[own] += 1
      }
      // Neighbouring buckets of about as many elements are one task.
      let shares = 64
      let places = unsafe FreshPlaces(base: base, count: count)
      let ends = starts
      Parallel.forEach(count: shares, threads: threads) { share in
        let range = count * share / shares..<count * (share + 1) / shares
        var own = ends.firstBucket(endingAfter: range.lowerBound)
        while own < buckets, ends[own] < range.upperBound {
          if ends[own] >= range.lowerBound { places.sort(ends[own]..<ends[own + 1]) }
          own += 1
        }
      }
      initialized = count
    }
  }
}

extension [Int] {
  /// Of buckets that begin at these places, the last of which is the end, the first that ends behind `place`.
  @usableFromInline
  func firstBucket(endingAfter place: Int) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if self[middle + 1] > place { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension FreshPlaces where Element: Comparable {
  /// Sorts places that have been written.
  @inlinable
  func sort(_ range: Range<Int>) {
    guard range.count > 1 else { return }
    var part = unsafe UnsafeMutableBufferPointer(start: base + range.lowerBound, count: range.count)
    unsafe part.sort()
  }
}
