internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// Whose copied shares are told.
enum CoverageChoice: String, ExpressibleByArgument, CaseIterable {
  case document
  case article
  case none

  /// The level as the engine takes it; nil for none.
  var level: Coverage.Level? { Coverage.Level(rawValue: rawValue) }
}

/// Which shared passages are told.
struct ReuseOptionGroup: ParsableArguments {
  @OptionGroup var demands: PassageDemands

  @Option(
    help: ArgumentHelp(
      "Which tiers are told: passage, quotation, formula, a list of them, or all.",
      valueName: "tier,…"),
    transform: Self.parseTiers)
  var tier: [ReuseTier] = [.passage]

  @Option(
    help: ArgumentHelp(
      "With the tier formula, every run that two units share is told, if it has n characters in a "
        + "row, a Chinese one among them, or m words. Letters and digits count, punctuation and "
        + "spaces do not. 0 or none: no such promise.", valueName: "n,m"),
    transform: Self.parseExactRun)
  var exactRun = ExactRun()

  @Flag(help: "Tell repetition inside one article too.")
  var within = false

  @Option(
    help: ArgumentHelp(
      "Whose copied shares are told: of each document, of each article, or none.",
      valueName: "level"))
  var coverage = CoverageChoice.document

  private static func parseTiers(_ text: String) throws -> [ReuseTier] {
    if text == "all" { return ReuseTier.allCases }
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let tiers = try words.map { word in
      guard let tier = ReuseTier(rawValue: word) else {
        let known = ReuseTier.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(word)' is no tier. Choose from \(known), or write all.")
      }
      return tier
    }
    return ReuseTier.allCases.filter(tiers.contains)
  }

  private static func parseExactRun(_ text: String) throws -> ExactRun {
    if text == "none" { return ExactRun(signs: 0, words: 0) }
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = numbers[0], first >= 0, numbers.count <= 2,
      let second = numbers.count == 2 ? numbers[1] : first == 0 ? 0 : ExactRun().words, second >= 0,
      first <= longestRun, second <= longestRun
    else {
      throw ValidationError(
        "'\(text)' is no length of a run. Write characters and words as in 13,6, or none.")
    }
    return ExactRun(signs: first, words: second)
  }

  private static let longestRun = 1_000_000
}

extension ReuseOptionGroup {
  /// The runs that are promised: none unless formulas are told.
  var promisedRun: ExactRun? {
    guard tier.contains(.formula), exactRun.signs > 0 || exactRun.words > 0 else { return nil }
    return exactRun
  }

  /// The promise as a parameter of the header: null where there is none.
  var exactRunParameter: ParameterValue {
    promisedRun.map { .string("\($0.signs),\($0.words)") } ?? .null
  }

  /// The options as the engine takes them.
  func options(pairs: DocumentPairs? = nil, firstSide: Int? = nil) -> ReuseOptions {
    var options = demands.options(within: within, pairs: pairs, firstSide: firstSide)
    options.exactRun = promisedRun
    return options
  }
}
