internal import CentoParallel

/// The masses of the grams of one length, by the place where each gram ends.
///
/// Two bytes a place; the few masses that need more stand beside.
package struct MassRow: Sendable {
  private let small: RawBuffer<UInt16>
  /// The masses from `large` on, each below its place, in order of place.
  private var rest: [UInt64] = []

  /// What stands for a mass in `rest`.
  private static let large = UInt16.max

  /// A row of this many places, whose masses are 0.
  package init(count: Int) {
    small = RawBuffer(repeating: 0, count: count)
  }

  /// Where tasks write masses, each at places of its own.
  package var writer: Writer { Writer(small: small.view) }

  /// Writes the masses of some places.
  package struct Writer: Sendable {
    fileprivate let small: RawBuffer<UInt16>.View

    /// Sets a mass; what needs more room goes to `rest`, which is to be handed to `add`.
    @inline(__always)
    package func set(_ place: Int, to mass: UInt32, _ rest: inout [UInt64]) {
      if mass < UInt32(MassRow.large) {
        small[place] = UInt16(truncatingIfNeeded: mass)
      } else {
        small[place] = MassRow.large
        rest.append(UInt64(place) << 32 | UInt64(mass))
      }
    }
  }

  /// Adds what the writers put by, all of it.
  package mutating func add(_ lists: [[UInt64]]) {
    rest = lists.flatMap { $0 }
    rest.sort()
  }

  /// The masses from a place on, to be read in order.
  package func reader(from place: Int) -> Reader {
    var (low, high) = (0, rest.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(rest[middle] >> 32) < place { low = middle + 1 } else { high = middle }
    }
    return Reader(small: small.view, rest: rest, next: low)
  }

  /// Reads masses in order of place, a place as often as one likes.
  package struct Reader {
    fileprivate let small: RawBuffer<UInt16>.View
    fileprivate let rest: [UInt64]
    fileprivate var next: Int

    /// The mass of a place that is none before the one asked for last.
    @inline(__always)
    package mutating func mass(at place: Int) -> UInt32 {
      let mass = small[place]
      return mass < MassRow.large ? UInt32(mass) : large(place)
    }

    private mutating func large(_ place: Int) -> UInt32 {
      while Int(rest[next] >> 32) < place { next += 1 }
      return UInt32(truncatingIfNeeded: rest[next])
    }
  }

  /// The two bytes of every place, where something else may be written once a mass has been read.
  var buffer: RawBuffer<UInt16> { small }
}
