extension Array where Element: BitwiseCopyable & Sendable {
  /// An array whose places are filled by `fill`, which must write each of them.
  @inlinable
  package init(count: Int, filledBy fill: (FreshPlaces<Element>) -> Void) {
    unsafe self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress {
        unsafe fill(FreshPlaces(base: base, count: count))
      }
      initialized = count
    }
  }
}

/// Places of a new array, each to be written once, from any thread.
///
/// Sendable because the tasks write to disjoint places and the maker of the array waits for all
/// of them.
@usableFromInline
@safe package struct FreshPlaces<Element: BitwiseCopyable>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  @usableFromInline let count: Int

  @inlinable
  package init(base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// Writes one place.
  @inlinable @inline(__always)
  package func set(_ index: Int, to value: Element) {
    assert(index >= 0 && index < count, "place \(index) of \(count)")
    unsafe (base + index).initialize(to: value)
  }
}
