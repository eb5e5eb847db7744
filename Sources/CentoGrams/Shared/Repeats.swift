internal import CentoParallel

/// Where a text repeats itself: the places whose gram stands at an earlier place of the same text.
///
/// Few grams do in a paragraph. A longer gram can only be a repetition where the gram that it
/// begins with is one, so only the shortest grams need a look at every place.
struct Repeats {
  /// A place, and the first place of the same gram.
  struct Entry: BitwiseCopyable, Sendable {
    var place: UInt32
    var first: UInt32
  }

  private let slots = RawBuffer<UInt32>()
  private let firsts = RawBuffer<UInt32>()

  /// The repetitions among the keys of one text, which are not 0, appended in order.
  func find(
    in keys: RawBuffer<UInt64>.View, _ range: Range<Int>, into out: RawBuffer<Entry>
  ) {
    guard range.count > 1 else { return }
    let table = cleared(for: range.count)
    let mask = UInt64(table.count - 1)
    for place in range {
      let key = keys[place]
      var slot = SharedHash.mixed(key) & mask
      while true {
        let found = Int(table[Int(slot)])
        if found == 0 {
          table[Int(slot)] = UInt32(truncatingIfNeeded: place - range.lowerBound + 1)
          break
        }
        let first = range.lowerBound + found - 1
        if keys[first] == key {
          out.append(
            Entry(
              place: UInt32(truncatingIfNeeded: place), first: UInt32(truncatingIfNeeded: first)))
          break
        }
        slot = (slot + 1) & mask
      }
    }
  }

  /// The repetitions of grams one longer, from those of one text.
  ///
  /// - Parameters:
  ///   - entries: The text's repetitions so far, a range of `all`, in order.
  ///   - range: The places of the longer grams.
  func extend(
    _ all: RawBuffer<Entry>.View, _ entries: Range<Int>, in range: Range<Int>,
    into out: RawBuffer<Entry>
  ) {
    guard !entries.isEmpty, range.count > 1 else { return }
    let start = range.lowerBound
    firsts.resize(to: range.count + 1)
    let first = firsts.view
    for place in 0...range.count { first[place] = UInt32(truncatingIfNeeded: place) }
    for index in entries {
      let place = Int(all[index].place) - start
      if place <= range.count { first[place] = all[index].first - UInt32(start) }
    }
    let table = cleared(for: entries.count * 2)
    let mask = UInt64(table.count - 1)
    /// The first place of the gram at `place` that is one longer; `place` itself if it is new.
    func entered(_ place: Int) -> Int {
      let (head, tail) = (first[place], first[place + 1])
      var slot = SharedHash.mixed(UInt64(head) << 32 | UInt64(tail)) & mask
      while true {
        let found = Int(table[Int(slot)])
        if found == 0 {
          table[Int(slot)] = UInt32(truncatingIfNeeded: place + 1)
          return place
        }
        if first[found - 1] == head && first[found] == tail { return found - 1 }
        slot = (slot + 1) & mask
      }
    }
    for index in entries {
      let place = Int(all[index].place) - start
      if place >= range.count { continue }
      _ = entered(Int(first[place]))
      let earlier = entered(place)
      if earlier != place {
        out.append(
          Entry(
            place: UInt32(truncatingIfNeeded: start + place),
            first: UInt32(truncatingIfNeeded: start + earlier)))
      }
    }
  }

  /// An empty table with room for `count` places.
  private func cleared(for count: Int) -> RawBuffer<UInt32>.View {
    slots.resize(to: max(16, 1 << (Int.bitWidth - (count * 2 - 1).leadingZeroBitCount)))
    slots.fill(with: 0)
    return slots.view
  }
}
