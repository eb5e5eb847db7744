/// How the codes of a gram lie in a key: up to `span` codes of `bits` bits, the first one highest.
///
/// A gram shorter than `span` is filled up with zeros at its end. Codes are never 0, so keys of
/// different grams differ, and keys sort as the grams do: by code point, a gram before its
/// continuations.
struct KeyLayout: Sendable {
  let bits: Int
  let span: Int
}

/// A gram as a number: exact, so that equal keys are equal grams.
protocol GramKey: Comparable, Sendable, BitwiseCopyable {
  /// The key of the empty gram.
  init()
  /// Drops the first code of a full window and puts `code` at its end.
  mutating func slide(adding code: UInt32, layout: KeyLayout)
  /// The key of the first `length` codes.
  func prefix(_ length: Int, layout: KeyLayout) -> Self
  /// The code at place `place`, 0 behind the end of the gram.
  func code(at place: Int, layout: KeyLayout) -> UInt32
  /// 64 well mixed bits, the same in every process.
  var mixed: UInt64 { get }
}

extension GramKey {
  /// The key of `codes`, at most `layout.span` of them, none 0.
  init(codes: [UInt32], layout: KeyLayout) {
    self.init()
    for place in 0..<layout.span {
      slide(adding: place < codes.count ? codes[place] : 0, layout: layout)
    }
  }
}

extension GramKey where Self: FixedWidthInteger & UnsignedInteger {
  @inline(__always)
  mutating func slide(adding code: UInt32, layout: KeyLayout) {
    let unused = Self.bitWidth - layout.bits * layout.span
    self =
      ((self &<< Self(truncatingIfNeeded: layout.bits + unused))
        &>> Self(truncatingIfNeeded: unused))
    if layout.bits + unused >= Self.bitWidth { self = 0 }
    self |= Self(truncatingIfNeeded: code)
  }

  @inline(__always)
  func prefix(_ length: Int, layout: KeyLayout) -> Self {
    let dropped = Self(truncatingIfNeeded: layout.bits * (layout.span - length))
    return (self &>> dropped) &<< dropped
  }

  func code(at place: Int, layout: KeyLayout) -> UInt32 {
    let shifted = self >> Self(layout.bits * (layout.span - 1 - place))
    return UInt32(truncatingIfNeeded: shifted & ((1 << Self(layout.bits)) - 1))
  }
}

extension UInt64: GramKey {
  @inline(__always)
  var mixed: UInt64 { mixBits(self) }
}

extension UInt128: GramKey {
  @inline(__always)
  var mixed: UInt64 {
    mixBits(UInt64(truncatingIfNeeded: self) ^ mixBits(UInt64(truncatingIfNeeded: self >> 64)))
  }
}

/// A key of `words` · 3 codes of 21 bits: any scalar of Unicode, three to a word.
struct WideKey<let words: Int>: GramKey {
  private var parts: InlineArray<words, UInt64>

  init() {
    parts = InlineArray(repeating: 0)
  }

  static func == (a: Self, b: Self) -> Bool {
    for index in 0..<words where a.parts[index] != b.parts[index] { return false }
    return true
  }

  static func < (a: Self, b: Self) -> Bool {
    for index in 0..<words where a.parts[index] != b.parts[index] {
      return a.parts[index] < b.parts[index]
    }
    return false
  }

  mutating func slide(adding code: UInt32, layout: KeyLayout) {
    for index in 0..<words {
      let next = index + 1 < words ? parts[index + 1] >> 42 : 0
      parts[index] = (parts[index] << 21) & 0x7FFF_FFFF_FFFF_FFFF | next
    }
    let (word, place) = (layout.span - 1).quotientAndRemainder(dividingBy: 3)
    parts[word] |= UInt64(code) << UInt64(42 - 21 * place)
  }

  func prefix(_ length: Int, layout: KeyLayout) -> Self {
    var out = Self()
    let (full, rest) = length.quotientAndRemainder(dividingBy: 3)
    for index in 0..<full { out.parts[index] = parts[index] }
    if rest > 0 {
      let kept = UInt64(63 - 21 * rest)
      out.parts[full] = (parts[full] >> kept) << kept
    }
    return out
  }

  func code(at place: Int, layout: KeyLayout) -> UInt32 {
    let (word, within) = place.quotientAndRemainder(dividingBy: 3)
    return UInt32(parts[word] >> UInt64(42 - 21 * within) & 0x1F_FFFF)
  }

  var mixed: UInt64 {
    var hash: UInt64 = 0
    for index in 0..<words { hash = mixBits(hash ^ parts[index]) }
    return hash
  }
}

/// One round of multiply and fold: enough for keys that text makes, and cheap.
@inline(__always)
private func mixBits(_ value: UInt64) -> UInt64 {
  let product = (value ^ (value >> 32)) &* 0x9E37_79B9_7F4A_7C15
  return product ^ (product >> 29)
}
