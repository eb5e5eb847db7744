internal import CentoText

/// Bytes of a file, turned into text.
struct TextDecoder {
  /// Why bytes are no text: where, if there is a place, and what to tell.
  struct Failure: Error, Hashable {
    let place: ReadProblem.Place
    let message: String
  }

  /// The decoded text of a file, its byte order mark taken off.
  struct Decoded {
    let text: SourceText
    let original: ReadDocument.Original
  }

  let encoding: TextEncoding

  /// The text of a whole file.
  func text(of found: [UInt8]) throws(Failure) -> Decoded {
    guard encoding == .utf8 else {
      let digest = SHA256.digest(of: found)
      let converted = try utf8(of: found)
      return Decoded(text: try text(converted: converted), original: .digest(digest))
    }
    let marked = TextEncoding.marked(found) == .utf8
    let shift = marked ? 3 : 0
    let bytes = marked ? Array(found.dropFirst(3)) : found
    let text: SourceText
    do {
      text = try SourceText(utf8: bytes)
    } catch {
      throw .invalidUTF8(at: error.byte + shift, in: bytes)
    }
    if let place = bytes.withBytes({ $0.firstIndex(of: 0, in: 0..<$0.count) }) {
      throw .nul(at: place + shift)
    }
    return Decoded(text: text, original: marked ? .markThenText : .text)
  }

  /// The bytes of a file as UTF-8, its byte order mark taken off; of UTF-8 itself nothing is
  /// checked here.
  func utf8(of found: [UInt8]) throws(Failure) -> [UInt8] {
    var encoding = encoding
    switch encoding {
    case .utf8:
      return TextEncoding.marked(found) == .utf8 ? Array(found.dropFirst(3)) : found
    case .utf16, .utf32:
      guard let marked = TextEncoding.marked(found), marked.rawValue.hasPrefix(encoding.rawValue)
      else {
        throw Failure(
          place: .byte(0),
          message: "no byte order mark at byte 0. "
            + "Say \(encoding.rawValue)le or \(encoding.rawValue)be with --encoding.")
      }
      encoding = marked
    default: break
    }
    switch CharacterConverter(name: encoding.converterName).utf8(found) {
    case .success(var text):
      if TextEncoding.marked(text) == .utf8 { text.removeFirst(3) }
      return text
    case .failure(.illFormed(let byte)), .failure(.incomplete(let byte)):
      throw Failure(
        place: .byte(byte),
        message: "invalid \(self.encoding.rawValue) at byte \(byte). "
          + "Name another encoding with --encoding.")
    case .failure(.unknownEncoding):
      throw Failure(
        place: .none,
        message: "this machine's C library cannot read \(encoding.rawValue). "
          + "Turn the file into UTF-8 first.")
    }
  }

  private func text(converted bytes: [UInt8]) throws(Failure) -> SourceText {
    if let place = bytes.withBytes({ $0.firstIndex(of: 0, in: 0..<$0.count) }) {
      throw Failure(
        place: .none,
        message: "a NUL at byte \(place) of its text in UTF-8: no text, or not "
          + "\(encoding.rawValue). Name another encoding with --encoding, or leave it out.")
    }
    do {
      return try SourceText(utf8: bytes)
    } catch {
      throw Failure(
        place: .none, message: "the C library made bad UTF-8 of it. Turn it into UTF-8 first.")
    }
  }
}

extension TextDecoder.Failure {
  fileprivate static func nul(at byte: Int) -> Self {
    Self(
      place: .byte(byte),
      message: "a NUL at byte \(byte): binary, or another encoding. "
        + "Leave it out, or name its encoding with --encoding.")
  }

  /// Bytes that are no UTF-8, with a guess at what they are.
  static func invalidUTF8(at byte: Int, in bytes: [UInt8]) -> Self {
    var message = "invalid UTF-8 at byte \(byte). Name its encoding with --encoding."
    if let guess = TextEncoding.guess(bytes) { message += " It looks like \(guess.rawValue)." }
    return Self(place: .byte(byte), message: message)
  }
}
