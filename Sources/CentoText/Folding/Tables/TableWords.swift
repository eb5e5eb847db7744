/// One entry of a generated table: scalars, and what is said of them.
struct TableWord {
  var first: UInt32 = 0
  var last: UInt32 = 0
  /// The sign between the scalars and the values; 0 where there are no values.
  var mark: UInt8 = 0
  var values: [UInt32] = []
}

extension TableWord {
  /// Reads the words of a generated table: `first-last=value,value`, hexadecimal, white space between them.
  static func forEach(in table: StaticString, _ body: (TableWord) -> Void) {
    // The bytes of a literal live as long as the program and are only read here.
    table.withUTF8Buffer { bytes in
      var word = TableWord()
      var number: UInt32 = 0
      var isRange = false
      var isOpen = false
      func endNumber() {
        if word.mark != 0 {
          word.values.append(number)
        } else {
          if !isRange { word.first = number }
          word.last = number
        }
        number = 0
      }
      for index in bytes.indices {
        let byte = unsafe bytes[index]
        switch byte {
        case 0x30...0x39: number = number << 4 | UInt32(byte - 0x30)
        case 0x41...0x46: number = number << 4 | UInt32(byte - 0x41 + 10)
        case 0x2D:
          endNumber()
          isRange = true
          continue
        case 0x2C: endNumber()
        case 0x3D, 0x7E:
          endNumber()
          word.mark = byte
        default:
          if isOpen {
            endNumber()
            body(word)
          }
          word.mark = 0
          word.values.removeAll(keepingCapacity: true)
          isRange = false
          isOpen = false
          continue
        }
        isOpen = true
      }
      if isOpen {
        endNumber()
        body(word)
      }
    }
  }

  /// The scalars of a table written as plain text, white space left out.
  static func scalars(of table: StaticString) -> [UInt32] {
    table.description.unicodeScalars.lazy.map(\.value).filter { $0 > 0x20 }
  }
}
