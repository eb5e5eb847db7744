internal import CentoParallel

/// The seeds whose length their signs do not say: common ones, and those as long as `SeedSign.long`.
struct OddSeeds: Sendable {
  /// Where common seeds end, a bit for every sign.
  private let common: RawBuffer<UInt64>
  /// Where odd seeds end, in order.
  private let places = RawBuffer<UInt32>()
  private let lengths = RawBuffer<UInt8>()

  /// None among so many signs.
  init(of signs: Int) {
    common = RawBuffer(repeating: 0, count: signs / 64 + 1)
  }

  /// Adds the next one.
  mutating func append(_ place: Int, length: Int, isCommon: Bool) {
    places.append(UInt32(place))
    lengths.append(UInt8(length))
    if isCommon { common.view[place >> 6] |= 1 << UInt64(place & 63) }
  }

  /// Whether the seed that ends at a place is common.
  @inline(__always)
  func isCommon(_ place: Int) -> Bool {
    common.view[place &>> 6] &>> UInt64(place & 63) & 1 != 0
  }

  /// The length of the seed that ends at a place, if it is one of these.
  ///
  /// - Complexity: O(log n).
  func length(_ place: Int) -> Int? {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(places.view[middle]) < place { low = middle + 1 } else { high = middle }
    }
    return low < places.count && Int(places.view[low]) == place ? Int(lengths.view[low]) : nil
  }
}
