internal import CentoText

/// The file that says what was planted where: a header, one plant a line, a summary.
public enum TruthFile {
  /// The first line, with every option that decides what was made.
  public static func header(of maker: CorpusMaker, version: String) -> [UInt8] {
    let options = maker.options
    let size =
      switch options.size {
      case .bytes(let count): "\"bytes\":\(count)"
      case .records(let count): "\"records\":\(count)"
      }
    let kinds = options.kinds.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    let rates = options.ratesPerMille.map(rate).joined(separator: ",")
    let line =
      "{\"type\":\"cento\",\"schema\":1,\"version\":\"\(version)\",\"command\":\"bench make\","
      + "\"parameters\":{\(size),\"seed\":\(options.seed),"
      + "\"planted\":\(rate(options.plantedPerMille)),"
      + "\"kinds\":[\(kinds)],\"rates\":[\(rates)],\"paragraphs\":\(options.paragraphsPerRecord),"
      + "\"quotes\":\(options.quotesSources)}}\n"
    return Array(line.utf8)
  }

  /// The last line, with the number of records of the corpus and of plant lines before it.
  public static func summary(documents: Int, plants: Int) -> [UInt8] {
    Array(
      "{\"type\":\"summary\",\"documents\":\(documents),\"results\":\(plants),\"errors\":0}\n".utf8)
  }

  static func append(_ plant: Plant, to bytes: inout [UInt8]) {
    bytes += "{\"type\":\"plant\",\"a\":\(side(plant.a)),\"b\":\(side(plant.b)),".utf8
    bytes += "\"kind\":\"\(plant.kind.rawValue)\",\"rate\":\(rate(plant.ratePerMille)),".utf8
    bytes += "\"shape\":\"\(plant.shape.rawValue)\",\"origin\":\"\(plant.origin.rawValue)\"}\n".utf8
  }

  /// A record's name is the maker's own and needs no escapes.
  private static func side(_ side: Plant.Side) -> String {
    let (scalars, bytes) = (side.span.scalars, side.span.bytes)
    return "{\"id\":\"\(side.document)\","
      + "\"scalars\":[\(scalars.lowerBound),\(scalars.upperBound)],"
      + "\"bytes\":[\(bytes.lowerBound),\(bytes.upperBound)]}"
  }

  /// Thousandths as a decimal number without trailing zeros: 50 is 0.05.
  static func rate(_ perMille: Int) -> String {
    if perMille % 1000 == 0 { return String(perMille / 1000) }
    var digits = String(perMille % 1000 + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(perMille / 1000).\(digits)"
  }
}
