#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A view of bytes that somebody else keeps alive: the room's fence around unchecked memory.
///
/// The scanner of records and the hash read every byte of a corpus, and checked subscripts would
/// cost them dearly. Bounds are asserted in debug builds. A view exists only inside `withBytes`
/// and is never stored beyond it.
@safe struct Bytes {
  private let memory: UnsafeRawBufferPointer

  fileprivate init(_ memory: UnsafeRawBufferPointer) {
    unsafe self.memory = memory
  }

  /// The number of bytes.
  var count: Int { unsafe memory.count }

  /// The byte at `offset`.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    unsafe memory[offset]
  }

  /// The eight bytes from `offset`, the first in the lowest bits.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The four bytes from `offset`, the first in the highest bits.
  @inline(__always)
  func bigEndianWord(at offset: Int) -> UInt32 {
    unsafe UInt32(bigEndian: memory.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// A copy of the bytes of `range`.
  func array(_ range: Range<Int>) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(rebasing: memory[range]))
  }

  /// Appends the bytes of `range` to `array`.
  func append(_ range: Range<Int>, to array: inout [UInt8]) {
    unsafe array.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[range]))
  }

  /// The string of `range`, if its bytes are well-formed UTF-8.
  func string(_ range: Range<Int>) -> String? {
    let slice = unsafe memory[range]
    // Keys, ids and numbers are ASCII as a rule, for which the plain way is the faster one.
    if unsafe slice.allSatisfy({ $0 < 0x80 }) {
      return unsafe String(decoding: slice, as: UTF8.self)
    }
    return unsafe String(validating: slice, as: UTF8.self)
  }

  /// The first place of `byte` in `range`, or nil.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = unsafe memory.baseAddress, !range.isEmpty,
      let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - base
  }

  /// The last place of `byte` in `range`, or nil.
  func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var place = range.upperBound
    while place > range.lowerBound {
      place -= 1
      if self[place] == byte { return place }
    }
    return nil
  }
}

extension [UInt8] {
  /// Calls `body` with a view of the array, which may not outlive the call.
  func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    unsafe withUnsafeBytes { memory in unsafe body(Bytes(memory)) }
  }
}
