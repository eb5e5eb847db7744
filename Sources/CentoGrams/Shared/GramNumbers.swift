internal import CentoParallel

/// The numbers of all shared grams, by how many units have them: the commonest is 0.
///
/// Most entries of texts are of few grams: what later stages look up by number then stays in the
/// near caches.
struct GramNumbers: Sendable {
  /// What a block looks up of a gram.
  struct Gram: BitwiseCopyable, Sendable {
    var number: UInt32
    /// The place of its frequency among those that there are, ascending.
    var kind: UInt32
  }

  /// The grams, bucket by bucket and length by length.
  let grams: RawBuffer<Gram>
  /// Where the grams of each level of each bucket start.
  let starts: [[Int]]
  /// How many grams have each frequency.
  private let counted: [UInt32]
  /// The frequencies that there are, ascending.
  let kinds: [UInt32]

  /// - Throws: `GramError.tooManyGrams`.
  init(_ buckets: [BucketGrams]) throws(GramError) {
    var starts: [[Int]] = []
    starts.reserveCapacity(buckets.count)
    var total = 0
    for bucket in buckets {
      starts.append(
        bucket.levels.map { level in
          defer { total += level.frequencies.count }
          return total
        })
    }
    guard total < Int(UInt32.max) else { throw .tooManyGrams }
    let counted = Self.counts(buckets)
    var next = counted
    var sum: UInt32 = 0
    for frequency in next.indices.reversed() {
      let size = next[frequency]
      next[frequency] = sum
      sum += size
    }
    var kinds: [UInt32] = []
    var kind = [UInt32](repeating: 0, count: counted.count)
    for frequency in counted.indices where counted[frequency] > 0 {
      kind[frequency] = UInt32(kinds.count)
      kinds.append(UInt32(frequency))
    }
    let grams = RawBuffer<Gram>(capacity: total)
    grams.resize(to: total)
    let out = grams.view
    var gram = 0
    for bucket in buckets {
      for level in bucket.levels {
        let frequencies = level.frequencies.view
        for place in 0..<frequencies.count {
          let frequency = Int(frequencies[place])
          out[gram] = Gram(number: next[frequency], kind: kind[frequency])
          next[frequency] += 1
          gram += 1
        }
      }
    }
    self.grams = grams
    self.kinds = kinds
    self.starts = starts
    self.counted = counted
  }

  /// For each number how many units have the gram.
  var frequencies: [UInt32] {
    var ordered: [UInt32] = []
    ordered.reserveCapacity(grams.count)
    for frequency in counted.indices.reversed() where counted[frequency] > 0 {
      ordered.append(
        contentsOf: repeatElement(UInt32(frequency), count: Int(counted[frequency])))
    }
    return ordered
  }

  /// How many grams have each frequency.
  private static func counts(_ buckets: [BucketGrams]) -> [UInt32] {
    var greatest: UInt32 = 0
    for bucket in buckets {
      for level in bucket.levels {
        let frequencies = level.frequencies.view
        for place in 0..<frequencies.count { greatest = max(greatest, frequencies[place]) }
      }
    }
    var counts = [UInt32](repeating: 0, count: Int(greatest) + 1)
    for bucket in buckets {
      for level in bucket.levels {
        let frequencies = level.frequencies.view
        for place in 0..<frequencies.count { counts[Int(frequencies[place])] += 1 }
      }
    }
    return counts
  }
}
