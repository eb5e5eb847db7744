internal import CentoParallel

/// Counts the grams of one bucket after the other, length by length.
///
/// A gram is the pair of the gram one shorter that it begins with, known by its number, and one
/// scalar more, so that every key is exact in 64 bits however long the gram; and where the shorter one
/// stands at one place only, so does the longer, and is not looked at (Agrawal and Srikant, VLDB
/// 1994). A bucket is so small that all of this happens in the near caches.
///
/// Sendable because one task at a time has it, from a `Pool`.
final class BucketCounter: @unchecked Sendable {
  /// What is known of a gram while its length is counted.
  private struct Gram: BitwiseCopyable {
    /// The last text that has it.
    var text: UInt32
    /// At how many places it stands; later one more than the place among the repeated ones.
    var places: UInt32
    /// How many units have it; later its last entry.
    var units: UInt32
    /// Its name and one more, 0 for a gram of one text.
    var name: UInt32
  }

  private let units = RawBuffer<UInt16>()
  private let texts = RawBuffer<UInt32>()
  /// The places that longer grams may begin at, and the grams there by their number.
  private let places = RawBuffer<UInt32>()
  private let numbers = RawBuffer<UInt32>()
  private let grams = RawBuffer<Gram>()
  private let table = KeyNumbers()
  private let entries = RawBuffer<UInt32>()
  private let high = RawBuffer<UInt16>()

  /// The shared grams of a bucket.
  ///
  /// - Parameters:
  ///   - bucket: Its place among those that the chunks were dealt to.
  ///   - multiplicities: For each text how many units have it.
  func count(
    _ bucket: Int, of chunks: [DealtChunk], range: NGramRange, coding: PlaceCoding,
    multiplicities: RawBuffer<UInt32>.View
  ) -> BucketGrams {
    gather(bucket, of: chunks, stride: coding.stride)
    var found = BucketGrams()
    var open = texts.count
    let first = min(range.lower, PlaceCoding.direct)
    for length in first...range.upper {
      guard open > 0 else { break }
      open = look(
        up: open, length: length, isFirst: length == first, coding: coding,
        multiplicities: multiplicities)
      let keeps = length >= range.lower
      var level = BucketGrams.Level()
      let shared = name(keeps: keeps, in: &level)
      guard keeps else {
        open = goOn(open)
        continue
      }
      open = enter(open, of: chunks, names: shared, in: &level)
      found.append(level)
    }
    return found
  }

  /// Brings the places of a bucket together, by texts.
  private func gather(_ bucket: Int, of chunks: [DealtChunk], stride: Int) {
    var count = 0
    for chunk in chunks { count += chunk.slots(of: bucket).count }
    units.resize(to: count * stride)
    texts.resize(to: count)
    let (units, texts) = (units.view, texts.view)
    var next = 0
    for chunk in chunks {
      let range = chunk.slots(of: bucket)
      units.copy(
        range.lowerBound * stride..<range.upperBound * stride, of: chunk.units.view,
        to: next * stride)
      let base = UInt32(truncatingIfNeeded: chunk.texts.lowerBound)
      for place in next..<next + range.count {
        texts[place] = base &+ UInt32(units[place &* stride])
      }
      next += range.count
    }
    places.resize(to: count)
    numbers.resize(to: count)
  }

  /// Numbers the grams of one length at the open places and counts them.
  ///
  /// - Returns: The number of places that have such a gram.
  private func look(
    up open: Int, length: Int, isFirst: Bool, coding: PlaceCoding,
    multiplicities: RawBuffer<UInt32>.View
  ) -> Int {
    let (units, texts) = (units.view, texts.view)
    let (places, numbers) = (places.view, numbers.view)
    let stride = coding.stride
    grams.resize(to: 0)
    table.clear()
    var kept = 0
    for index in 0..<open {
      let place = isFirst ? index : Int(places[index])
      var key: UInt64
      if isFirst {
        key = 0
        for code in 0..<length {
          key = key &<< coding.codeBits | coding.code(code, of: units, at: place &* stride)
        }
      } else {
        let code = coding.code(length &- 1, of: units, at: place &* stride)
        if code == 0 { continue }
        key = UInt64(numbers[index]) &<< 21 | code
      }
      let text = texts[place]
      let number = table.number(of: key)
      if number == grams.count {
        grams.append(
          Gram(text: text, places: 1, units: multiplicities[Int(text)], name: 0))
      } else {
        var gram = grams.view[number]
        gram.places &+= 1
        if gram.text != text {
          gram.text = text
          gram.units &+= multiplicities[Int(text)]
          gram.name = 1
        }
        grams.view[number] = gram
      }
      places[kept] = UInt32(truncatingIfNeeded: place)
      numbers[kept] = UInt32(truncatingIfNeeded: number)
      kept += 1
    }
    return kept
  }

  /// Names the grams of two texts, and lists those that one text has more than once.
  ///
  /// - Returns: The number of names.
  private func name(keeps: Bool, in level: inout BucketGrams.Level) -> Int {
    let grams = grams.view
    var names: UInt32 = 0
    for number in 0..<grams.count {
      let gram = grams[number]
      if gram.name != 0 {
        names += 1
        if keeps { level.frequencies.append(gram.units) }
        // Text and entry are taken up by `enter`.
        grams[number] = Gram(text: .max, places: 0, units: 0, name: names)
      } else if keeps, gram.places > 1 {
        level.lone.append(BucketGrams.Repeat(place: gram.text, count: gram.places))
      }
    }
    return Int(names)
  }

  /// Keeps the places whose gram stands at another place too.
  private func goOn(_ count: Int) -> Int {
    let (places, numbers, grams) = (places.view, numbers.view, grams.view)
    var open = 0
    for index in 0..<count {
      let (place, number) = (places[index], numbers[index])
      let gram = grams[Int(number)]
      places[open] = place
      numbers[open] = number
      open &+= gram.name != 0 || gram.places > 1 ? 1 : 0
    }
    return open
  }

  /// Enters the texts of the shared grams, and keeps the places whose gram stands at another place
  /// too.
  private func enter(
    _ count: Int, of chunks: [DealtChunk], names: Int, in level: inout BucketGrams.Level
  ) -> Int {
    let (places, numbers, grams) = (places.view, numbers.view, grams.view)
    let isWide = names > 1 << 16
    entries.resize(to: count)
    high.resize(to: isWide ? count : 0)
    let (entries, high, texts) = (entries.view, high.view, texts.view)
    level.starts = RawBuffer(repeating: 0, count: chunks.count + 1)
    let starts = level.starts.view
    var (chunk, chunkTexts) = (0, chunks[0].texts)
    var (open, found) = (0, 0)
    for index in 0..<count {
      let (place, number) = (places[index], numbers[index])
      let gram = grams[Int(number)]
      places[open] = place
      numbers[open] = number
      guard gram.name != 0 else {
        open &+= gram.places > 1 ? 1 : 0
        continue
      }
      open &+= 1
      let text = texts[Int(place)]
      if gram.text == text {
        repeated(Int(number), in: level.repeated)
        continue
      }
      while Int(text) >= chunkTexts.upperBound {
        chunk += 1
        chunkTexts = chunks[chunk].texts
        starts[chunk] = UInt32(truncatingIfNeeded: found)
      }
      let name = gram.name &- 1
      entries[found] =
        (text &- UInt32(truncatingIfNeeded: chunkTexts.lowerBound)) &<< 16 | name & 0xFFFF
      if isWide { high[found] = UInt16(truncatingIfNeeded: name >> 16) }
      grams[Int(number)] = Gram(
        text: text, places: 0, units: UInt32(truncatingIfNeeded: found), name: gram.name)
      found &+= 1
    }
    for later in chunk + 1..<starts.count { starts[later] = UInt32(truncatingIfNeeded: found) }
    level.entries.set(self.entries.prefix(found))
    if isWide { level.high.set(self.high.prefix(found)) }
    level.repeated.sortByPlace()
    return open
  }

  /// Counts a gram once more in the text that has been entered for it.
  private func repeated(_ number: Int, in list: RawBuffer<BucketGrams.Repeat>) {
    let gram = grams.view[number]
    if gram.places == 0 {
      list.append(BucketGrams.Repeat(place: gram.units, count: 2))
      grams.view[number].places = UInt32(truncatingIfNeeded: list.count)
    } else {
      list.view[Int(gram.places) - 1].count &+= 1
    }
  }
}

/// Keys numbered in the order of their arrival, from 0.
///
/// Open addressing with linear probing; twice as many slots as keys at least.
private final class KeyNumbers {
  private struct Slot: BitwiseCopyable {
    /// 0 for a free slot: no key is 0.
    var key: UInt64
    var number: UInt64
  }

  private var slots = RawBuffer(repeating: Slot(key: 0, number: 0), count: 1 << 8)
  private var count = 0

  /// Forgets all keys, and the room that few of the last ones needed.
  func clear() {
    let wanted = max(1 << 8, 1 << (Int.bitWidth - (count * 2).leadingZeroBitCount))
    slots.resize(to: min(slots.count, wanted))
    slots.fill(with: Slot(key: 0, number: 0))
    count = 0
  }

  /// The number of a key; the number of keys so far if it is new.
  @inline(__always)
  func number(of key: UInt64) -> Int {
    let slots = slots.view
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: SharedHash.mixed(key)) & mask
    while true {
      let slot = slots[place]
      if slot.key == key { return Int(truncatingIfNeeded: slot.number) }
      if slot.key == 0 { return enter(key, at: place) }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private func enter(_ key: UInt64, at place: Int) -> Int {
    slots.view[place] = Slot(key: key, number: UInt64(count))
    count += 1
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  private func grow() {
    let old = slots.view
    let new = RawBuffer(repeating: Slot(key: 0, number: 0), count: old.count * 2)
    let table = new.view
    let mask = table.count - 1
    for index in 0..<old.count where old[index].key != 0 {
      var place = Int(truncatingIfNeeded: SharedHash.mixed(old[index].key)) & mask
      while table[place].key != 0 { place = (place + 1) & mask }
      table[place] = old[index]
    }
    slots = new
  }
}
