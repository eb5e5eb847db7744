internal import CentoParallel

/// Counts the grams of one bucket after the other, length by length.
///
/// A gram is the gram one shorter that it begins with and one scalar more. The places where a
/// gram stands lie together, by texts, so that which of its longer grams stands at a place is one
/// look into a table by the scalar, exact however long the gram is and without a hash; and where
/// the shorter one stands at one place only, so does the longer, and is not looked at (Agrawal and
/// Srikant, VLDB 1994). A bucket is so small that all of this happens in the near caches.
///
/// Sendable because one task at a time has it, from a `Pool`.
final class BucketCounter: @unchecked Sendable {
  /// What is known of a gram while its length is counted.
  private struct Gram: BitwiseCopyable {
    /// The last text that has it.
    var text: UInt32
    /// At how many places it stands; later where the next of them goes.
    var places: UInt32
    /// How many units have it; later its last entry.
    var units: UInt32
    /// How many texts have it; later its name and one more, 0 for a gram of one text.
    var name: UInt32
  }

  /// A place: its text, the text's chunk above its place in the chunk, and what follows the gram
  /// of the first length, two codes or where to find them.
  private struct Place: BitwiseCopyable {
    var text: UInt32
    var rest: UInt32
  }

  /// The memory that the counting of a length reads and writes.
  private struct Desk {
    let units: RawBuffer<UInt16>.View
    let open: RawBuffer<Place>.View
    let next: RawBuffer<Place>.View
    let numbers: RawBuffer<UInt32>.View
    let grams: RawBuffer<Gram>.View
    let latest: RawBuffer<UInt32>.View
    let entries: RawBuffer<UInt32>.View
    let high: RawBuffer<UInt16>.View
    let more: RawBuffer<UInt8>.View
    let cursors: RawBuffer<UInt32>.View
    let nextGroups: RawBuffer<UInt32>
    let frequencies: RawBuffer<UInt32>
    let lone: RawBuffer<BucketGrams.Repeat>
    /// The grams before those of this length.
    let before: UInt32
    let keeps: Bool
    let goesOn: Bool
    /// The places that are open for the next length.
    var kept: UInt32 = 0
    var names: UInt32 = 0
  }

  private static let noText = UInt32.max
  private static let noGram = Gram(text: noText, places: 0, units: 0, name: 0)

  /// The codes of the places, where those that follow do not fit a place.
  private let units = RawBuffer<UInt16>()
  /// The places that grams of this length may begin at, those of one shorter gram together.
  private var open = RawBuffer<Place>()
  /// Likewise for the next length.
  private var next = RawBuffer<Place>()
  /// Where the places of each gram start in `open`, and where the last ones end.
  private var groups = RawBuffer<UInt32>()
  private var nextGroups = RawBuffer<UInt32>()
  /// The gram of each open place.
  private let numbers = RawBuffer<UInt32>()
  private let grams = RawBuffer<Gram>()
  private let keys = KeyNumbers()
  private let pairs = PairNumbers()
  /// For each code the last gram that ended in it, all grams so far counted.
  private let latest = RawBuffer<UInt32>()
  /// The grams before those of this length.
  private var counted: UInt32 = 0
  /// Where the entries of each chunk begin, and where its next one goes.
  private let regions = RawBuffer<UInt32>()
  private let cursors = RawBuffer<UInt32>()
  private let entries = RawBuffer<UInt32>()
  private let high = RawBuffer<UInt16>()
  /// How often more than once the text of an entry has its gram, and how often more than 255 times.
  private let more = RawBuffer<UInt8>()
  private var evenMore: [UInt32: UInt32] = [:]

  /// The shared grams of a bucket.
  ///
  /// - Parameter bucket: Its place among those that the chunks were dealt to.
  func count(_ bucket: Int, for work: Work) -> BucketGrams {
    makeRoom(for: bucket, work)
    var found = BucketGrams()
    let first = PlaceCoding.firstLength(of: work.range)
    for length in first...work.range.upper {
      guard open.count > 0 else { break }
      var level = BucketGrams.Level()
      var desk = desk(for: length, work, level)
      if length == first {
        let count =
          work.pairs.map { numberPairs(of: bucket, by: $0, for: work, on: desk) }
          ?? number(first, of: bucket, for: work, on: desk)
        finish(0..<open.count, grams: 0..<count, for: work, on: &desk)
      } else {
        let groups = groups.view
        let stride = work.coding.stride
        let shift = UInt32(truncatingIfNeeded: 16 * (length - 1 - first))
        var start = 0
        for group in 0..<groups.count - 1 {
          let places = Int(groups[group])..<Int(groups[group + 1])
          let end =
            work.isPacked
            ? look(
              up: places, after: start, for: work, on: desk,
              code: { Int(truncatingIfNeeded: $0.rest &>> shift & 0xFFFF) })
            : look(
              up: places, after: start, for: work, on: desk,
              code: {
                Int(
                  truncatingIfNeeded: work.coding.code(
                    length &- 1, of: desk.units, at: Int($0.rest) &* stride))
              })
          finish(places, grams: start..<end, for: work, on: &desk)
          start = end
        }
        counted &+= UInt32(truncatingIfNeeded: start)
      }
      nextGroups.append(desk.kept)
      next.resize(to: Int(desk.kept))
      (open, next) = (next, open)
      (groups, nextGroups) = (nextGroups, groups)
      if desk.keeps {
        close(work, in: &level)
        found.append(level)
      }
    }
    return found
  }

  /// Makes room for the places of a bucket, and brings their codes together where they are needed.
  private func makeRoom(for bucket: Int, _ work: Work) {
    let (chunks, stride) = (work.chunks, work.coding.stride)
    var count = 0
    regions.resize(to: chunks.count + 1)
    cursors.resize(to: chunks.count)
    let regions = regions.view
    for (chunk, dealt) in chunks.enumerated() {
      regions[chunk] = UInt32(truncatingIfNeeded: count)
      count += dealt.slots(of: bucket).count
    }
    regions[chunks.count] = UInt32(truncatingIfNeeded: count)
    open.resize(to: count)
    guard !work.isPacked else { return }
    units.resize(to: count * stride + PlaceCoding.margin)
    for (chunk, dealt) in chunks.enumerated() {
      let range = dealt.slots(of: bucket)
      units.view.copy(
        range.lowerBound * stride..<range.upperBound * stride, of: dealt.units.view,
        to: Int(regions[chunk]) * stride)
    }
  }

  /// Makes room for a length.
  private func desk(for length: Int, _ work: Work, _ level: BucketGrams.Level) -> Desk {
    // One more is laid ready; and places that are not kept are written somewhere, too.
    grams.resize(to: open.count + 1)
    numbers.resize(to: open.count)
    next.resize(to: open.count * 2)
    nextGroups.resize(to: 0)
    if latest.count < work.coding.codes || counted > UInt32.max / 2 {
      latest.resize(to: work.coding.codes)
      latest.fill(with: 0)
      counted = 1
    }
    let keeps = length >= work.range.lower
    let places = keeps ? Int(regions.view[regions.count - 1]) : 0
    entries.resize(to: places)
    more.resize(to: places)
    more.fill(with: 0)
    // A gram that has a name stands at two places.
    high.resize(to: open.count >> 1 > 1 << 16 ? places : 0)
    high.fill(with: 0)
    cursors.view.copy(0..<cursors.count, of: regions.view, to: 0)
    return Desk(
      units: units.view, open: open.view, next: next.view, numbers: numbers.view,
      grams: grams.view, latest: latest.view, entries: entries.view, high: high.view,
      more: more.view, cursors: cursors.view, nextGroups: nextGroups,
      frequencies: level.frequencies, lone: level.lone, before: counted, keeps: keeps,
      goesOn: length < work.range.upper)
  }

  /// A gram at one place more.
  ///
  /// No branch: what comes next cannot be foretold.
  @inline(__always)
  private static func count(_ text: UInt32, _ units: UInt32, in gram: Gram) -> Gram {
    let isNext: UInt32 = gram.text != text ? 1 : 0
    return Gram(
      text: text, places: gram.places &+ 1, units: gram.units &+ isNext &* units,
      name: gram.name &+ isNext)
  }

  /// Opens all places of a bucket, by texts, numbers their grams of the first length and counts
  /// them.
  ///
  /// - Returns: The number of grams.
  @inline(never)
  private func number(_ length: Int, of bucket: Int, for work: Work, on desk: Desk) -> Int {
    let (coding, isPacked) = (work.coding, work.isPacked)
    let (open, grams, numbers) = (desk.open, desk.grams, desk.numbers)
    let stride = coding.stride
    keys.clear()
    var index = 0
    for (chunk, dealt) in work.chunks.enumerated() {
      let (slots, units) = (dealt.slots(of: bucket), dealt.units.view)
      callForNext(after: chunk, of: bucket, work)
      let above = UInt32(truncatingIfNeeded: chunk) &<< 16
      for slot in slots {
        let place = slot &* stride
        let text = above | UInt32(units[place])
        let rest =
          isPacked
          ? coding.following(length, of: units, at: place) : UInt32(truncatingIfNeeded: index)
        open[index] = Place(text: text, rest: rest)
        let (number, isNew) = keys.number(of: coding.key(length, of: units, at: place))
        numbers[index] = UInt32(truncatingIfNeeded: number)
        if isNew { grams[number] = Self.noGram }
        grams[number] = Self.count(text, work.units(of: text), in: grams[number])
        index &+= 1
      }
    }
    return keys.count
  }

  /// Likewise where the first length is two and places were dealt by pairs.
  @inline(never)
  private func numberPairs(
    of bucket: Int, by hash: PairHash, for work: Work, on desk: Desk
  ) -> Int {
    var table = pairs.cleared(for: hash)
    let (coding, isPacked) = (work.coding, work.isPacked)
    let (open, grams, numbers) = (desk.open, desk.grams, desk.numbers)
    let stride = coding.stride
    var index = 0
    for (chunk, dealt) in work.chunks.enumerated() {
      let (slots, units) = (dealt.slots(of: bucket), dealt.units.view)
      callForNext(after: chunk, of: bucket, work)
      let above = UInt32(truncatingIfNeeded: chunk) &<< 16
      let first = dealt.texts.lowerBound
      var place = slots.lowerBound &* stride
      for _ in 0..<slots.count {
        // The text and the first three codes.
        let four = units.four(at: place)
        let row = Int(four & 0xFFFF)
        let text = above | UInt32(truncatingIfNeeded: row)
        let rest =
          isPacked ? coding.following(2, of: units, at: place) : UInt32(truncatingIfNeeded: index)
        open[index] = Place(text: text, rest: rest)
        grams[table.count] = Self.noGram
        let number = table.number(of: four &>> 16)
        numbers[index] = number
        grams[Int(number)] = Self.count(
          text, work.units(at: first &+ row), in: grams[Int(number)])
        index &+= 1
        place &+= stride
      }
    }
    table.close()
    return table.count
  }

  /// Calls for the first places that the next chunk but one has in a bucket.
  @inline(__always)
  private func callForNext(after chunk: Int, of bucket: Int, _ work: Work) {
    guard chunk &+ 2 < work.chunks.count else { return }
    let next = work.chunks[chunk &+ 2]
    let first = next.slots(of: bucket).lowerBound &* work.coding.stride
    for line in 0..<4 { next.units.view.prefetch(first &+ line &* 32) }
  }

  /// Numbers the grams that go on from one shorter gram, and counts them.
  ///
  /// - Parameters:
  ///   - start: The number of the first of them.
  ///   - code: The code of a place that is its gram's last.
  /// - Returns: The end of their numbers.
  @inline(__always)
  private func look(
    up places: Range<Int>, after start: Int, for work: Work, on desk: Desk, code: (Place) -> Int
  ) -> Int {
    let first = desk.before &+ UInt32(truncatingIfNeeded: start)
    var end = first
    for index in places {
      let place = desk.open[index]
      let code = code(place)
      desk.grams[Int(end &- desk.before)] = Self.noGram
      let latest = desk.latest[code]
      let isNew = latest < first
      let number = isNew ? end : latest
      end &+= isNew ? 1 : 0
      desk.latest[code] = number
      let own = Int(number &- desk.before)
      desk.grams[own] = Self.count(place.text, work.units(of: place.text), in: desk.grams[own])
      desk.numbers[index] = number &- desk.before
    }
    // Behind the end of a text there is no gram.
    if desk.latest[0] >= first { desk.grams[Int(desk.latest[0] &- desk.before)] = Self.noGram }
    return Int(end &- desk.before)
  }

  /// Names the grams of two texts, enters the texts that have them, lists those that one text has
  /// more than once, and keeps the places whose gram stands at another place too.
  @inline(__always)
  private func finish(
    _ places: Range<Int>, grams: Range<Int>, for work: Work, on desk: inout Desk
  ) {
    let before = desk.kept
    let spare = UInt32(truncatingIfNeeded: desk.open.count)
    for number in grams {
      let gram = desk.grams[number]
      guard gram.places > 1 else {
        desk.grams[number].places = spare
        desk.grams[number].name = 0
        continue
      }
      var name: UInt32 = 0
      if desk.keeps {
        if gram.name > 1 {
          desk.names &+= 1
          name = desk.names
          desk.frequencies.append(gram.units)
        } else {
          let text = work.firsts[Int(gram.text &>> 16)] &+ gram.text & 0xFFFF
          desk.lone.append(BucketGrams.Repeat(place: text, count: gram.places))
        }
      }
      desk.nextGroups.append(desk.kept)
      desk.grams[number] = Gram(text: Self.noText, places: desk.kept, units: 0, name: name)
      desk.kept &+= gram.places
    }
    guard desk.kept != before else { return }
    if desk.goesOn {
      enter(places, on: desk, goesOn: true)
    } else {
      enter(places, on: desk, goesOn: false)
    }
  }

  @inline(__always)
  private func enter(_ places: Range<Int>, on desk: Desk, goesOn: Bool) {
    for index in places {
      let number = Int(desk.numbers[index])
      var gram = desk.grams[number]
      let place = desk.open[index]
      if goesOn {
        desk.next[Int(gram.places)] = place
        gram.places &+= 1
      }
      if desk.keeps {
        let isShared = gram.name != 0
        let isNext = gram.text != place.text
        if isShared && !isNext {
          again(gram.units, on: desk)
        } else {
          // Written in any case, and written over where it is no entry: each chunk has a place for
          // each of its places.
          let chunk = Int(place.text &>> 16)
          let entry = desk.cursors[chunk]
          desk.entries[Int(entry)] = place.text &<< 16 | (gram.name &- 1) & 0xFFFF
          if desk.high.count > 0 {
            desk.high[Int(entry)] = UInt16(truncatingIfNeeded: (gram.name &- 1) &>> 16)
          }
          desk.cursors[chunk] = entry &+ (isShared ? 1 : 0)
          gram.text = place.text
          gram.units = entry
        }
      }
      desk.grams[number] = gram
    }
  }

  /// Counts the gram of an entry once more in its text.
  @inline(__always)
  private func again(_ entry: UInt32, on desk: Desk) {
    if desk.more[Int(entry)] < .max {
      desk.more[Int(entry)] &+= 1
    } else {
      evenMore[entry, default: 0] += 1
    }
  }

  /// Takes the entries of a length together, chunk by chunk.
  private func close(_ work: Work, in level: inout BucketGrams.Level) {
    let (regions, cursors) = (regions.view, cursors.view)
    let chunks = work.chunks.count
    let total = (0..<chunks).reduce(0) { $0 + Int(cursors[$1] - regions[$1]) }
    level.count = level.frequencies.count
    let isWide = level.isWide
    let out = RawBuffer<UInt32>(capacity: total)
    let outHigh = RawBuffer<UInt16>(capacity: isWide ? total : 0)
    level.lone.sortByPlace()
    let lone = level.lone.view
    level.starts = RawBuffer(capacity: chunks + 1)
    var nextLone = 0
    for chunk in 0..<chunks {
      let start = out.count
      while nextLone < lone.count, lone[nextLone].place < work.firsts[chunk] { nextLone += 1 }
      level.starts.append(starts(start, level.repeated.count, nextLone))
      let range = Int(regions[chunk])..<Int(cursors[chunk])
      out.resize(to: start + range.count)
      out.view.copy(range, of: entries.view, to: start)
      if isWide {
        outHigh.resize(to: start + range.count)
        outHigh.view.copy(range, of: high.view, to: start)
      }
      more.view.forEachNonzero(in: range) { entry, count in
        var count = UInt32(count) &+ 1
        if count > 255, let rest = evenMore[UInt32(truncatingIfNeeded: entry)] { count += rest }
        level.repeated.append(
          BucketGrams.Repeat(
            place: UInt32(truncatingIfNeeded: entry - range.lowerBound + start), count: count))
      }
    }
    level.starts.append(starts(total, level.repeated.count, lone.count))
    level.entries.set(out)
    if isWide { level.high.set(outHigh) }
    if !evenMore.isEmpty { evenMore.removeAll() }
  }

  private func starts(_ entries: Int, _ repeated: Int, _ lone: Int) -> BucketGrams.Starts {
    BucketGrams.Starts(
      entries: UInt32(truncatingIfNeeded: entries), repeated: UInt32(truncatingIfNeeded: repeated),
      lone: UInt32(truncatingIfNeeded: lone))
  }
}
