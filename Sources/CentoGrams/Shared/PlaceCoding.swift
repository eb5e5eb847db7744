internal import CentoParallel

/// How a place of a text is written down while its grams are counted: the number of the text
/// within its chunk, then the scalars from there on, as many as the longest gram has.
///
/// A scalar is one number of 16 bits, its own value and one more, so that 0 stands for the end of
/// the text. The 2,048 numbers that no scalar has stand for the scalars that do not fit; a corpus
/// with more of these takes two numbers for every scalar.
struct PlaceCoding: Sendable {
  /// The most scalars that make a key of 64 bits.
  static let direct = 3

  /// The scalars that are written down.
  let scalars: Int
  /// The bits of a scalar's code in a key.
  let codeBits: UInt64
  /// The numbers that a scalar takes.
  let width: Int
  /// The numbers that a place takes.
  let stride: Int
  /// Whether every scalar takes two numbers.
  let isWide: Bool
  /// The scalars without a number of their own, ascending.
  private let rare: [UInt32]

  /// Numbers that may be read behind places.
  static let margin = 8

  private static let firstFree: UInt32 = 0xD801
  private static let free = 2_048

  /// The coding of texts in which these are the scalars that `isRare`.
  init(scalars: Int, rare: Set<UInt32>) {
    self.scalars = scalars
    self.rare = rare.sorted()
    isWide = rare.count > Self.free
    codeBits = isWide ? 21 : 16
    width = isWide ? 2 : 1
    stride = 1 + width * scalars
  }

  /// The slots behind a slot that are written over with it.
  var spill: Int { 7 / stride }

  /// One more than the greatest code.
  var codes: Int { isWide ? 0x11_0001 : 1 << 16 }

  /// The length of the grams by which places are dealt and that are counted first.
  static func firstLength(of range: NGramRange) -> Int { min(range.lower, direct) }

  /// How places are dealt to 2^bits buckets by pairs; nil where they are dealt by a hash.
  func pairHash(_ range: NGramRange, bits: Int) -> PairHash? {
    guard !isWide, Self.firstLength(of: range) == 2, bits >= PairHash.leastBits else { return nil }
    return PairHash(bits: bits)
  }

  /// Whether the codes that go on from grams of the first length fit 32 bits.
  func isPacked(_ range: NGramRange) -> Bool {
    !isWide && range.upper - Self.firstLength(of: range) <= 2
  }

  /// The two codes that follow the first ones of a place that starts at `slot`, the next in the
  /// last 16 bits; what is no code of the place is anything.
  @inline(__always)
  func following(_ count: Int, of units: RawBuffer<UInt16>.View, at slot: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: units.four(at: slot &+ 1 &+ count))
  }

  /// Not 0 for a scalar that has no 16-bit number of its own.
  @inline(__always)
  private static func rarity(_ scalar: UInt32) -> UInt32 {
    (scalar &+ 1) &>> 16 | (scalar & 0xF800 == 0xD800 ? 1 : 0)
  }

  /// Whether a scalar has no 16-bit number of its own.
  @inline(__always)
  private static func isRare(_ scalar: UInt32) -> Bool { rarity(scalar) != 0 }

  /// The scalars of a text that have no number.
  func unknown(in scalars: [UInt32]) -> Set<UInt32> {
    isWide ? [] : Set(scalars.filter { Self.isRare($0) }).subtracting(rare)
  }

  /// The code of a scalar: not 0.
  @inline(__always)
  func code(of scalar: UInt32) -> UInt32 {
    isWide || !Self.isRare(scalar) ? scalar &+ 1 : Self.firstFree + rank(of: scalar)
  }

  /// How many rare scalars are below this one.
  private func rank(of scalar: UInt32) -> UInt32 {
    var (low, high) = (0, rare.count)
    while low < high {
      let middle = (low + high) / 2
      if rare[middle] < scalar { low = middle + 1 } else { high = middle }
    }
    return UInt32(low)
  }

  /// Lays a text out, code by code, and behind it as many zeros as a gram has.
  ///
  /// - Returns: Whether every scalar of it has a number; if not, what is laid out means nothing.
  func lay(_ scalars: [UInt32], into out: RawBuffer<UInt16>) -> Bool {
    let base = out.count
    out.resize(to: base + (scalars.count + self.scalars) * width)
    let units = out.view
    var areKnown = true
    if isWide {
      for (place, scalar) in scalars.enumerated() {
        let code = code(of: scalar)
        units[base + 2 * place] = UInt16(truncatingIfNeeded: code)
        units[base + 2 * place + 1] = UInt16(truncatingIfNeeded: code >> 16)
      }
    } else if Self.layPlain(scalars, to: units, at: base) {
      areKnown = unknown(in: scalars).isEmpty
      if areKnown {
        for (place, scalar) in scalars.enumerated() {
          units[base &+ place] = UInt16(truncatingIfNeeded: code(of: scalar))
        }
      }
    }
    for unit in base + scalars.count * width..<out.count { units[unit] = 0 }
    return areKnown
  }

  /// Lays scalars out as if none were rare: whether one is.
  private static func layPlain(
    _ scalars: [UInt32], to units: RawBuffer<UInt16>.View, at base: Int
  ) -> Bool {
    var found: UInt32 = 0
    unsafe scalars.withUnsafeBufferPointer { scalars in
      // No branch: the loop is one of vectors.
      for place in 0..<scalars.count {
        let scalar = unsafe scalars[place]
        units[base &+ place] = UInt16(truncatingIfNeeded: scalar &+ 1)
        found |= rarity(scalar)
      }
    }
    return found != 0
  }

  /// Writes a place: the number of its text, and the codes from there on.
  ///
  /// - Parameters:
  ///   - codes: The texts as they were laid out, with something before the first.
  ///   - first: Where the code of the place stands.
  ///   - slot: Where to write. The next slots may be written over, as many as `spill`.
  @inline(__always)
  func write(
    _ text: UInt16, _ codes: RawBuffer<UInt16>.View, _ first: Int,
    to units: RawBuffer<UInt16>.View, at slot: Int
  ) {
    let stride = stride
    if stride <= 8 {
      var place = codes.eight(at: first &- 1)
      place[0] = text
      units.set(place, at: slot)
    } else {
      units[slot] = text
      for unit in 1..<stride { units[slot &+ unit] = codes[first &+ unit &- 1] }
    }
  }

  /// The first codes of a place that starts at `slot`, as one number; there are `margin` numbers more
  /// behind the last place.
  @inline(__always)
  func key(_ count: Int, of units: RawBuffer<UInt16>.View, at slot: Int) -> UInt64 {
    if !isWide { return units.four(at: slot &+ 1) & (1 &<< UInt64(16 &* count) &- 1) }
    var key: UInt64 = 0
    for index in 0..<count { key = key &<< codeBits | code(index, of: units, at: slot) }
    return key
  }

  /// The code that stands at a number; 0 behind the end of a text.
  @inline(__always)
  func code(of units: RawBuffer<UInt16>.View, at unit: Int) -> UInt64 {
    isWide ? UInt64(units[unit]) | UInt64(units[unit &+ 1]) &<< 16 : UInt64(units[unit])
  }

  /// The code number `index` of a place that starts at `slot`; 0 behind the end of its text.
  @inline(__always)
  func code(_ index: Int, of units: RawBuffer<UInt16>.View, at slot: Int) -> UInt64 {
    code(of: units, at: slot &+ 1 &+ width &* index)
  }
}
