/// A picture of 256 colours as PNG (ISO/IEC 15948), its dots not compressed.
///
/// Stored blocks of deflate (RFC 1951) need no compressor, and a heat map of a thousand rows is a megabyte.
enum IndexedPNG {
  /// The file of a picture, row after row, each dot a place in `palette`.
  static func encoded(
    _ dots: [UInt8], width: Int, height: Int, palette: [(UInt8, UInt8, UInt8)]
  ) -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity(dots.count + height)
    for row in 0..<height {
      lines.append(0)
      lines += dots[row * width..<(row + 1) * width]
    }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", big(width) + big(height) + [8, 3, 0, 0, 0])
    file += chunk("PLTE", palette.flatMap { [$0.0, $0.1, $0.2] })
    file += chunk("IDAT", stored(lines))
    return file + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return big(content.count) + body + big(Int(checksum(body)))
  }

  private static func big(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// The format of zlib (RFC 1950) around stored blocks.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, bytes.count)
      let size = UInt16(end - start)
      stream.append(end == bytes.count ? 1 : 0)
      for word in [size, ~size] {
        stream.append(UInt8(truncatingIfNeeded: word))
        stream.append(UInt8(truncatingIfNeeded: word >> 8))
      }
      stream += bytes[start..<end]
      start = end
    } while start < bytes.count
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return stream + big(b << 16 | a)
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
  }
}
