internal import CentoParallel

/// The places of grams in sorted order, by a sample sort over all cores.
///
/// The keys are dealt to buckets between splitters, which are taken from the keys at even steps,
/// and each bucket is sorted by one task. Keys are distinct, so the result does not depend on the
/// splitters.
enum GramSort {
  private struct Entry<Key: GramKey>: BitwiseCopyable {
    var key: Key
    var place: UInt32
  }

  /// The sorted keys, and for each place of `keys` its rank.
  static func ranked<Key: GramKey>(
    _ keys: [Key], threads: Int
  ) -> (sorted: [Key], ranks: [UInt32]) {
    let buckets = max(1, min(1024, keys.count / 4096))
    let splitters = splitters(of: keys, buckets: buckets)
    let pieces = Parallel.blocks(of: keys.count, size: max(1, (keys.count + 63) / 64))
    let dealt: [[[Entry<Key>]]] = Parallel.map(count: pieces.count, threads: threads) { piece in
      var out = [[Entry<Key>]](repeating: [], count: buckets)
      for place in pieces[piece] {
        let bucket = bucket(of: keys[place], splitters: splitters)
        out[bucket].append(Entry(key: keys[place], place: UInt32(place)))
      }
      return out
    }
    let sorted = Parallel.map(count: buckets, threads: threads) { bucket in
      var all: [Entry<Key>] = []
      all.reserveCapacity(dealt.reduce(0) { $0 + $1[bucket].count })
      for piece in dealt { all.append(contentsOf: piece[bucket]) }
      all.sort { $0.key < $1.key }
      return all
    }
    var out: [Key] = []
    out.reserveCapacity(keys.count)
    var ranks = [UInt32](repeating: 0, count: keys.count)
    for bucket in sorted {
      for entry in bucket {
        ranks[Int(entry.place)] = UInt32(out.count)
        out.append(entry.key)
      }
    }
    return (out, ranks)
  }

  private static func splitters<Key: GramKey>(of keys: [Key], buckets: Int) -> [Key] {
    guard buckets > 1 else { return [] }
    let step = max(1, keys.count / (buckets * 16))
    let sample = stride(from: 0, to: keys.count, by: step).map { keys[$0] }.sorted()
    return (1..<buckets).map { sample[$0 * sample.count / buckets] }
  }

  /// The number of splitters that are not above `key`.
  private static func bucket<Key: GramKey>(of key: Key, splitters: [Key]) -> Int {
    var low = 0
    var high = splitters.count
    while low < high {
      let middle = (low + high) / 2
      if key < splitters[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
