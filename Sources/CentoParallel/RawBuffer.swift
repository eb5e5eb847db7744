public import CCentoKernels

/// Memory of one kind of plain value that grows, without checks in release builds.
///
/// The unsafe corner of the rooms that count and join. Their inner loops are chains of random
/// reads and writes, where uniqueness and bounds checks cost up to half the time. Debug builds
/// check every access. Sendable because one task at a time owns a buffer, or several tasks own
/// disjoint places of it, or nobody writes it any more.
@usableFromInline
@safe package final class RawBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  @exclusivity(unchecked) @usableFromInline var pointer: UnsafeMutablePointer<Element>
  @exclusivity(unchecked) @usableFromInline var capacity: Int
  @exclusivity(unchecked) @usableFromInline var used = 0

  /// An empty buffer with room for `capacity` values.
  @inlinable
  package init(capacity: Int = 0) {
    unsafe self.capacity = max(1, capacity)
    unsafe pointer = .allocate(capacity: max(1, capacity))
  }

  /// A buffer of equal values.
  @inlinable
  package convenience init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    resize(to: count)
    fill(with: value)
  }

  deinit {
    unsafe pointer.deallocate()
  }

  /// The number of values.
  @inlinable
  package var count: Int { unsafe used }

  /// Makes room for `more` further values.
  @inlinable
  package func reserve(_ more: Int) {
    guard unsafe used + more > capacity else { return }
    let grown = unsafe max(used + more, capacity + capacity / 2)
    let new = UnsafeMutablePointer<Element>.allocate(capacity: grown)
    unsafe new.update(from: pointer, count: used)
    unsafe pointer.deallocate()
    unsafe pointer = new
    unsafe capacity = grown
  }

  /// Sets the number of values; new ones hold anything until they are written.
  @inlinable
  package func resize(to count: Int) {
    unsafe reserve(count - used)
    unsafe used = count
  }

  /// Asks for large pages, for a buffer that is read or written all over and does not grow any more.
  ///
  /// The processor looks up where each page is, and knows a few thousand of them by heart: of 4 KiB
  /// pages too few for tens of megabytes. To be called before values are written.
  package func spreadOverLargePages() {
    let end = unsafe UnsafeMutableRawPointer(pointer + capacity)
    unsafe holdInLargePages(UnsafeMutableRawPointer(pointer), upTo: end)
  }

  /// Gives the memory behind the last value back to the system until it is written again.
  package func releaseSpare() {
    let first = unsafe UnsafeMutableRawPointer(pointer + used)
    let end = unsafe UnsafeMutableRawPointer(pointer + capacity)
    unsafe release(first, upTo: end)
  }

  /// Gives the memory of the first values back to the system: they hold anything from now on.
  package func releaseFirst(_ count: Int) {
    let end = unsafe UnsafeMutableRawPointer(pointer + min(count, used))
    unsafe release(UnsafeMutableRawPointer(pointer), upTo: end)
  }

  /// Gives the memory of some values back to the system: they hold anything from now on.
  package func giveBack(_ range: Range<Int>) {
    let end = unsafe UnsafeMutableRawPointer(pointer + range.upperBound)
    unsafe release(UnsafeMutableRawPointer(pointer + range.lowerBound), upTo: end)
  }

  /// Adds a value.
  @inlinable @inline(__always)
  package func append(_ value: Element) {
    if unsafe used == capacity { reserve(1) }
    unsafe pointer[used] = value
    unsafe used += 1
  }

  /// Adds the values of another buffer.
  @inlinable
  package func append(_ other: RawBuffer) {
    let place = count
    resize(to: place + other.count)
    view.copy(0..<other.count, of: other.view, to: place)
  }

  /// Adds the values of an array.
  @inlinable
  package func append(_ values: [Element]) {
    let place = count
    resize(to: place + values.count)
    unsafe values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      unsafe (pointer + place).update(from: first, count: values.count)
    }
  }

  /// A buffer of the first values, no longer than they need.
  @inlinable
  package func prefix(_ count: Int) -> RawBuffer {
    let copy = RawBuffer(capacity: count)
    copy.resize(to: count)
    copy.view.copy(0..<count, of: view, to: 0)
    return copy
  }

  /// Sets every value.
  @inlinable
  package func fill(with value: Element) {
    unsafe pointer.update(repeating: value, count: used)
  }

  /// The places of the values, valid until the buffer grows or goes.
  @inlinable
  package var view: View {
    unsafe View(base: pointer, count: used)
  }

  /// Places of a buffer, to be read and written in inner loops.
  @usableFromInline
  @safe package struct View: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline let used: Int

    @inlinable
    init(base: UnsafeMutablePointer<Element>, count: Int) {
      unsafe self.base = base
      used = count
    }

    /// The number of places.
    @inlinable
    package var count: Int { used }

    /// Where the values lie, for kernels.
    @inlinable
    package var address: UnsafeMutablePointer<Element> { unsafe base }

    /// The value at a place.
    @inlinable
    package subscript(index: Int) -> Element {
      @inline(__always)
      get {
        assert(index >= 0 && index < used, "place \(index) of \(used)")
        return unsafe base[index]
      }
      @inline(__always)
      nonmutating set {
        assert(index >= 0 && index < used, "place \(index) of \(used)")
        unsafe base[index] = newValue
      }
    }
  }
}

extension RawBuffer where Element: Sendable {
  /// The values of buffers, one after the other, copied by several threads.
  @inlinable
  package convenience init(joining parts: [RawBuffer], threads: Int) {
    self.init(capacity: parts.reduce(0) { $0 + $1.count })
    var starts: [Int] = []
    for part in parts {
      starts.append(count)
      resize(to: count + part.count)
    }
    let (view, places) = (view, starts)
    Parallel.forEach(count: parts.count, threads: threads) { part in
      let from = parts[part].view
      view.copy(0..<from.count, of: from, to: places[part])
    }
  }
}

extension RawBuffer.View {
  /// Has the line that holds a place brought near, without waiting for it; the place need not be in
  /// the buffer.
  @inlinable @inline(__always)
  package func prefetch(_ index: Int) {
    let offset = index &* MemoryLayout<Element>.stride
    unsafe cento_prefetch(
      UnsafeRawPointer(bitPattern: UInt(bitPattern: base) &+ UInt(bitPattern: offset)))
  }

  /// Copies places of a buffer, of this one too, to those from `place` on.
  @inlinable
  package func copy(_ range: Range<Int>, of other: Self, to place: Int) {
    assert(range.lowerBound >= 0 && range.upperBound <= other.used, "\(range) of \(other.used)")
    assert(place >= 0 && place + range.count <= used, "place \(place) of \(used)")
    unsafe (base + place).update(from: other.base + range.lowerBound, count: range.count)
  }
}

extension RawBuffer.View where Element == UInt16 {
  /// Eight values from a place on, all of them in the buffer.
  @inlinable @inline(__always)
  package func eight(at index: Int) -> SIMD8<UInt16> {
    assert(index >= 0 && index + 8 <= used, "place \(index) of \(used)")
    return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD8<UInt16>.self)
  }

  /// Four values from a place on, all of them in the buffer, the first in the last 16 bits.
  @inlinable @inline(__always)
  package func four(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 4 <= used, "place \(index) of \(used)")
    let bits = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
    return UInt64(littleEndian: bits)
  }

  /// Sets eight values from a place on, all of them in the buffer.
  @inlinable @inline(__always)
  package func set(_ values: SIMD8<UInt16>, at index: Int) {
    assert(index >= 0 && index + 8 <= used, "place \(index) of \(used)")
    unsafe UnsafeMutableRawPointer(base + index).storeBytes(of: values, as: SIMD8<UInt16>.self)
  }
}

extension RawBuffer.View where Element == UInt8 {
  /// Calls `body` with each place of a range that does not hold 0, and what it holds, in order.
  @inlinable @inline(__always)
  package func forEachNonzero(in range: Range<Int>, _ body: (Int, UInt8) -> Void) {
    assert(range.lowerBound >= 0 && range.upperBound <= used, "\(range) of \(used)")
    var place = range.lowerBound
    while place < range.upperBound {
      // Most are 0: eight at a time.
      if place &+ 8 <= range.upperBound,
        unsafe UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self) == 0
      {
        place &+= 8
        continue
      }
      if self[place] != 0 { body(place, self[place]) }
      place &+= 1
    }
  }
}
