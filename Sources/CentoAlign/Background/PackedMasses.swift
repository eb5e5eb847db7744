internal import CentoParallel

/// The masses of the grams of one length at neighbouring places, most of them in a byte.
///
/// A bit for every place says whether its gram has a mass. The masses follow in their order, seven
/// bits a byte, the lowest first; the last byte of each has its highest bit clear.
struct PackedMasses: Sendable {
  private let bytes: RawBuffer<UInt8>

  /// The masses of these places, `masses` being asked for each of them once or twice, in order.
  init(_ places: Range<Int>, _ masses: (Int) -> UInt32) {
    let head = (places.count + 7) / 8
    var size = head
    for place in places {
      let mass = masses(place)
      size &+= mass == 0 ? 0 : (38 &- mass.leadingZeroBitCount) / 7
    }
    bytes = RawBuffer(capacity: size)
    bytes.resize(to: size)
    let bytes = bytes.view
    for byte in 0..<head { bytes[byte] = 0 }
    var next = head
    for place in places {
      var mass = masses(place)
      if mass == 0 { continue }
      let bit = place &- places.lowerBound
      bytes[bit &>> 3] |= 1 &<< UInt8(bit & 7)
      while mass > 0x7F {
        bytes[next] = UInt8(truncatingIfNeeded: mass) | 0x80
        next &+= 1
        mass &>>= 7
      }
      bytes[next] = UInt8(truncatingIfNeeded: mass)
      next &+= 1
    }
  }

  /// The masses from the first place on.
  func reader(of places: Range<Int>) -> Reader {
    Reader(bytes: bytes.view, next: (places.count + 7) / 8)
  }

  /// Reads the masses, one place after the other.
  struct Reader {
    fileprivate let bytes: RawBuffer<UInt8>.View
    fileprivate var next: Int

    /// The mass of a place, counted from the first; all masses before it have been read.
    @inline(__always)
    mutating func mass(at index: Int) -> UInt32 {
      guard bytes[index &>> 3] &>> UInt8(index & 7) & 1 != 0 else { return 0 }
      var byte = bytes[next]
      next &+= 1
      guard byte > 0x7F else { return UInt32(byte) }
      var mass = UInt32(byte & 0x7F)
      var shift: UInt32 = 7
      repeat {
        byte = bytes[next]
        next &+= 1
        mass |= UInt32(byte & 0x7F) &<< shift
        shift &+= 7
      } while byte > 0x7F
      return mass
    }
  }
}
