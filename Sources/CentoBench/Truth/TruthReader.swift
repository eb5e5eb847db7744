public import CentoText

extension TruthFile {
  /// The plants of a truth file, line by line.
  ///
  /// Header, summary and blank lines are passed over, and so are keys that a later version may add.
  ///
  /// - Throws: `BenchError.badTruth`, naming the first line that is no JSON object or lacks what a
  ///   plant has.
  public static func plants(in bytes: [UInt8]) throws(BenchError) -> [Plant] {
    var plants: [Plant] = []
    var number = 0
    var isTruth = false
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty { continue }
      var reader = JSONReader(line)
      guard let value = reader.document(), case .text(let type)? = value["type"] else {
        throw .badTruth(line: number, "This is no record of a truth file.")
      }
      switch type {
      case "cento": isTruth = value["command"] == .text("bench make")
      case "plant":
        guard let plant = plant(value) else {
          throw .badTruth(line: number, "A plant lacks a side, a span, its kind or its rate.")
        }
        plants.append(plant)
      default: break
      }
      if !isTruth { throw .badTruth(line: number, "No header of `bench make` stands before it.") }
    }
    if number <= 1, !isTruth { throw .badTruth(line: 1, "The file is empty.") }
    return plants
  }

  /// Checks that every plant lies in a corpus.
  ///
  /// - Parameter scalars: The length in scalars of a document, or nil if there is none of that id.
  /// - Throws: `BenchError.misfit`, naming the first plant that does not.
  public static func check(
    _ plants: [Plant], against scalars: (DocumentID) -> Int?
  ) throws(BenchError) {
    for side in plants.flatMap({ [$0.a, $0.b] }) {
      guard let count = scalars(side.document) else {
        throw .misfit("The truth names record \(side.document), which the corpus does not hold.")
      }
      if side.span.scalars.upperBound > count {
        throw .misfit(
          "The truth names scalars \(side.span.scalars.lowerBound) to "
            + "\(side.span.scalars.upperBound) of record \(side.document), which has \(count).")
      }
    }
  }

  private static func plant(_ value: JSONValue) -> Plant? {
    guard let a = value["a"].flatMap(side), let b = value["b"].flatMap(side),
      case .text(let word)? = value["kind"], let kind = PlantKind(rawValue: word),
      case .number(let rate)? = value["rate"], let perMille = perMille(rate)
    else { return nil }
    var (shape, origin) = (Plant.Shape.excerpt, Plant.Origin.filler)
    if case .text(let word)? = value["shape"] { shape = Plant.Shape(rawValue: word) ?? shape }
    if case .text(let word)? = value["origin"] { origin = Plant.Origin(rawValue: word) ?? origin }
    return Plant(a: a, b: b, kind: kind, ratePerMille: perMille, shape: shape, origin: origin)
  }

  private static func side(_ value: JSONValue) -> Plant.Side? {
    guard case .text(let id)? = value["id"], let scalars = range(value["scalars"]),
      let bytes = range(value["bytes"])
    else { return nil }
    return Plant.Side(
      document: DocumentID(rawValue: id), span: SourceSpan(scalars: scalars, bytes: bytes))
  }

  private static func range(_ value: JSONValue?) -> Range<Int>? {
    guard case .list(let bounds)? = value, bounds.count == 2,
      case .number(let low) = bounds[0], case .number(let high) = bounds[1],
      let start = Int(low), let end = Int(high), start >= 0, start < end
    else { return nil }
    return start..<end
  }

  /// A decimal number from 0 to 1 with at most three decimals, in thousandths.
  static func perMille(_ number: String) -> Int? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), (0...1).contains(whole) else { return nil }
    var decimals = parts.count == 2 ? String(parts[1]) : ""
    while decimals.utf8.count > 3, decimals.hasSuffix("0") { decimals.removeLast() }
    guard decimals.utf8.count <= 3, decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let thousandths = Int(decimals + String(repeating: "0", count: 3 - decimals.utf8.count)) ?? 0
    let value = whole * 1000 + thousandths
    return value <= 1000 ? value : nil
  }
}
