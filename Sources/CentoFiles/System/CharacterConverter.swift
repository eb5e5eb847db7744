#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Bytes of another encoding turned into UTF-8 by the C library's `iconv`, strictly.
struct CharacterConverter {
  /// Why bytes were not converted.
  enum Failure: Error, Hashable {
    /// The bytes at this place are not of the encoding.
    case illFormed(byte: Int)
    /// The input ends in the middle of a character that begins at this place.
    case incomplete(byte: Int)
    /// The C library of this machine does not know the encoding.
    case unknownEncoding
  }

  /// The encoding's name as `iconv` spells it.
  let name: String

  /// The text of `bytes` as UTF-8, a byte order mark kept as a character.
  func utf8(_ bytes: [UInt8]) -> Result<[UInt8], Failure> {
    guard let converter = unsafe iconv_open("UTF-8", name), Int(bitPattern: converter) != -1
    else { return .failure(.unknownEncoding) }
    defer { unsafe _ = iconv_close(converter) }

    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 2 * 3)
    var piece = [CChar](repeating: 0, count: 1 << 16)
    var input = bytes.map { CChar(bitPattern: $0) }
    let failure: Failure? = unsafe input.withUnsafeMutableBufferPointer { source in
      var next = source.baseAddress
      var left = source.count
      while left > 0 {
        var code: Int32 = 0
        unsafe piece.withUnsafeMutableBufferPointer { target in
          var free = target.baseAddress
          var room = target.count
          if unsafe iconv(converter, &next, &left, &free, &room) == -1 {
            code = errno
          }
          unsafe output.append(
            contentsOf: target.prefix(target.count - room).map { UInt8(bitPattern: $0) })
        }
        let place = source.count - left
        switch code {
        case 0, E2BIG: continue
        case EINVAL: return .incomplete(byte: place)
        default: return .illFormed(byte: place)
        }
      }
      return nil
    }
    if let failure { return .failure(failure) }
    return .success(output)
  }
}
