// The hot loop of folding, and the only unsafe code of folding apart from reading the generated tables. Pointers are
// taken for the length of one call, from arrays that are not changed meanwhile; places in the text are byte offsets
// of valid UTF-8, so that a scalar's length never leads past its end; the room in the output is checked as stated.

extension FoldingProgram {
  /// The folded text of valid UTF-8 from `range` of `utf8`, which are the scalars `scalars` of the document.
  func fold(_ utf8: [UInt8], in range: Range<Int>, from scalars: Range<Int>) -> FoldedText {
    var slack = 0
    while true {
      var map = OffsetMap()
      var isTooShort = false
      let capacity = scalars.count + slack
      let folded = unsafe [UInt32](unsafeUninitializedCapacity: capacity) { output, count in
        var scan = unsafe FoldingScan(program: self, output: output, source: scalars)
        unsafe utf8.withUnsafeBufferPointer { bytes in
          unsafe actions.pages.withUnsafeBufferPointer { pages in
            unsafe actions.cells.withUnsafeBufferPointer { cells in
              unsafe scan.run(bytes, range, pages, cells)
            }
          }
        }
        (count, map, isTooShort) = (scan.isTooShort ? 0 : scan.count, scan.map, scan.isTooShort)
      }
      if !isTooShort { return FoldedText(scalars: folded, map: map) }
      // Only text made of ligatures grows beyond its own length, at most eighteenfold.
      slack = slack * 4 + scalars.count + 64
    }
  }
}

/// One pass over one stretch of text.
@safe private struct FoldingScan: ~Copyable {
  let program: FoldingProgram
  let output: UnsafeMutableBufferPointer<UInt32>
  /// The folded scalars written so far.
  var count = 0
  var map = OffsetMap()
  /// Whether the output had no room for what the stages gave.
  var isTooShort = false
  /// Since here, in the output and in the source, every scalar gave one scalar.
  private var plainStart = 0
  private var plainSource: Int
  private let sourceEnd: Int
  private var island: [OriginScalar] = []
  private let foldsMasks: Bool

  init(program: FoldingProgram, output: UnsafeMutableBufferPointer<UInt32>, source: Range<Int>) {
    self.program = program
    unsafe self.output = unsafe output
    plainSource = source.lowerBound
    sourceEnd = source.upperBound
    foldsMasks = program.steps.contains(.masks)
  }

  /// The invariant: there is room for one scalar for each scalar of the source that is not yet read.
  mutating func run(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ pages: UnsafeBufferPointer<UInt16>,
    _ cells: UnsafeBufferPointer<UInt32>
  ) {
    let end = range.upperBound
    var place = range.lowerBound
    var count = 0
    while place < end {
      let (scalar, length) = unsafe decodedScalar(bytes, place)
      let action = unsafe action(scalar, pages, cells)
      if action.kind <= Action.Kind.replace.rawValue {
        unsafe output[count] = action.rawValue == 0 ? scalar : action.scalar
        count += 1
        place += length
        continue
      }
      let next = place + length
      if action.kind == Action.Kind.mark.rawValue {
        if let settled = unsafe settleMarks(bytes, place..<end, &count, pages, cells) {
          place = settled
          continue
        }
      } else if action.kind < Action.Kind.consult.rawValue && next < end {
        let (following, _) = unsafe decodedScalar(bytes, next)
        let followed = unsafe self.action(following, pages, cells)
        let isSettled: Bool
        if followed.kind == Action.Kind.mark.rawValue {
          if let settled = unsafe settleMarks(bytes, place..<end, &count, pages, cells) {
            place = settled
            continue
          }
          isSettled = false
        } else if followed.kind == Action.Kind.consult.rawValue || followed.kind == action.kind {
          isSettled = false
        } else if action.kind == Action.Kind.space.rawValue {
          isSettled =
            count > 0
            && WhiteSpace.separates(
              unsafe output[count - 1],
              followed.kind == Action.Kind.keep.rawValue ? following : followed.scalar)
        } else {
          isSettled = true
        }
        if isSettled {
          unsafe output[count] = action.scalar
          count += 1
          place = next
          continue
        }
      }
      self.count = count
      place = unsafe consult(bytes, range, place, pages, cells)
      if isTooShort { return }
      count = self.count
    }
    map.appendLinear(count: count - plainStart, at: plainSource)
    self.count = count
  }

  /// Writes what becomes of the marks and white space that `range` begins with; returns where they end, or nil
  /// where the stages have to decide.
  @inline(__always)
  private mutating func settleMarks(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ count: inout Int,
    _ pages: UnsafeBufferPointer<UInt16>, _ cells: UnsafeBufferPointer<UInt32>
  ) -> Int? {
    guard count > 0 else { return nil }
    var place = range.lowerBound
    var run = 0
    var hasSpace = false
    var mark: UInt32 = 0
    while place < range.upperBound {
      let (scalar, length) = unsafe decodedScalar(bytes, place)
      let action = unsafe action(scalar, pages, cells)
      switch action.kind {
      case Action.Kind.mark.rawValue: mark = action.scalar
      case Action.Kind.space.rawValue: hasSpace = true
      case Action.Kind.keep.rawValue, Action.Kind.replace.rawValue:
        let isKept = unsafe Separators.stay(
          between: output[count - 1], and: action.rawValue == 0 ? scalar : action.scalar,
          hasSpace: hasSpace, foldsMasks: foldsMasks)
        if isKept {
          guard run == 1 else { return nil }
          unsafe output[count] = mark
        } else {
          unsafe output[count] = 0x20
          if run > 1 {
            map.appendLinear(count: count - plainStart, at: plainSource)
            let source = plainSource + count - plainStart
            map.appendAtomic(count: 1, source: source..<(source + run))
            (plainStart, plainSource) = (count + 1, source + run)
          }
        }
        count += 1
        return place
      default: return nil
      }
      run += 1
      place += length
    }
    return nil
  }

  /// Lets the stages decide from `place` up to the next scalar that is sure to stand for itself; returns its place.
  private mutating func consult(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ start: Int,
    _ pages: UnsafeBufferPointer<UInt16>, _ cells: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var place = start
    var source = plainSource + count - plainStart
    island.removeAll(keepingCapacity: true)
    // What begins here may change the scalar before it, if that one was written as it came.
    if count > plainStart {
      repeat { place -= 1 } while unsafe bytes[place] & 0xC0 == 0x80
      count -= 1
      source -= 1
      let (scalar, length) = unsafe decodedScalar(bytes, place)
      island.append(
        OriginScalar(scalar: scalar, start: UInt32(source), end: UInt32(source + 1)))
      place += length
      source += 1
    }
    map.appendLinear(count: count - plainStart, at: plainSource)
    var after: UInt32?
    while place < range.upperBound {
      let (scalar, length) = unsafe decodedScalar(bytes, place)
      let action = unsafe action(scalar, pages, cells)
      if action.kind <= Action.Kind.replace.rawValue {
        after = action.rawValue == 0 ? scalar : action.scalar
        break
      }
      island.append(
        OriginScalar(scalar: scalar, start: UInt32(source), end: UInt32(source + 1)))
      place += length
      source += 1
    }
    let folded = program.stages.apply(
      to: island, before: unsafe count > 0 ? output[count - 1] : nil, after: after)
    guard unsafe count + folded.count + sourceEnd - source <= output.count else {
      isTooShort = true
      return place
    }
    folded.append(to: &map)
    for element in folded {
      unsafe output[count] = element.scalar
      count += 1
    }
    plainStart = count
    plainSource = source
    return place
  }

  @inline(__always)
  private func action(
    _ scalar: UInt32, _ pages: UnsafeBufferPointer<UInt16>, _ cells: UnsafeBufferPointer<UInt32>
  ) -> Action {
    unsafe Action(rawValue: cells[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)])
  }
}
