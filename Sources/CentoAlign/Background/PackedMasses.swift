package import CentoParallel

/// The masses of the grams of one length at neighbouring places, most of them in a byte.
///
/// A bit for every place says whether its gram has a mass. The masses follow in their order, seven
/// bits a byte, the lowest first; the last byte of each has its highest bit clear.
package struct PackedMasses: Sendable {
  private let bytes: RawBuffer<UInt8>

  /// The masses of a row at these places; `scratch` is room to be used again and again.
  package init(_ places: Range<Int>, of row: MassRow, _ scratch: RawBuffer<UInt8>) {
    let head = (places.count + 7) / 8
    // No mass takes more than five bytes.
    scratch.resize(to: head + 5 * places.count)
    let room = scratch.view
    var reader = row.reader(from: places.lowerBound)
    var next = head
    var first = places.lowerBound
    for byte in 0..<head {
      var bits: UInt8 = 0
      let end = min(first &+ 8, places.upperBound)
      for place in first..<end {
        var mass = reader.mass(at: place)
        if mass == 0 { continue }
        bits |= 1 &<< UInt8(truncatingIfNeeded: place &- first)
        while mass > 0x7F {
          room[next] = UInt8(truncatingIfNeeded: mass) | 0x80
          next &+= 1
          mass &>>= 7
        }
        room[next] = UInt8(truncatingIfNeeded: mass)
        next &+= 1
      }
      room[byte] = bits
      first = end
    }
    bytes = RawBuffer(capacity: next)
    bytes.resize(to: next)
    bytes.view.copy(0..<next, of: room, to: 0)
  }

  /// The masses from the first place on.
  package func reader(of places: Range<Int>) -> Reader {
    Reader(owner: bytes, bytes: bytes.view, next: (places.count + 7) / 8)
  }

  /// Reads the masses, one place after the other.
  package struct Reader {
    /// What the view is of.
    fileprivate let owner: RawBuffer<UInt8>
    fileprivate let bytes: RawBuffer<UInt8>.View
    fileprivate var next: Int

    /// The mass of a place, counted from the first; all masses before it have been read.
    @inline(__always)
    package mutating func mass(at index: Int) -> UInt32 {
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
