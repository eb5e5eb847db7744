import Glibc

/// The bytes of one of the founding texts, from `seeds/` beside `Tests/`.
func bytes(ofSeed name: String) -> [UInt8]? {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return bytes(ofFile: "/\(root)/seeds/\(name).txt")
}

/// The bytes of a file.
func bytes(ofFile path: String) -> [UInt8]? {
  guard let file = unsafe fopen(path, "rb") else { return nil }
  defer { unsafe _ = fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}
