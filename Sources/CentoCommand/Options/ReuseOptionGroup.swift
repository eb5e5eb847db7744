internal import ArgumentParser
internal import Cento

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
  @Option(
    help: ArgumentHelp(
      "The shortest passage told, in letters, digits and characters (default: 8 where words are not "
        + "spaced, 40 elsewhere).", valueName: "n"))
  var minLength: Int?

  @Option(
    help: ArgumentHelp(
      "The least similarity told, from 0 to 1: 1 − edits / longer length.", valueName: "s"))
  var minSimilarity = 0.0

  @Option(
    help: ArgumentHelp(
      "Which tiers are told: passage, quotation, formula, a list of them, or all.",
      valueName: "tier,…"),
    transform: Self.parseTiers)
  var tier: [ReuseTier] = [.passage]

  @Flag(help: "Tell repetition inside one article too.")
  var within = false

  @Option(
    help: ArgumentHelp(
      "Whose copied shares are told: of each document, of each article, or none.",
      valueName: "level"))
  var coverage = CoverageChoice.document

  func validate() throws {
    if let minLength, minLength < 1 {
      throw ValidationError("--min-length \(minLength): a passage has at least one character.")
    }
    guard (0...1).contains(minSimilarity) else {
      throw ValidationError("--min-similarity \(minSimilarity): choose a value from 0 to 1.")
    }
  }

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
}

extension ReuseOptionGroup {
  /// The options as the engine takes them.
  func options(pairs: DocumentPairs? = nil, firstSide: Int? = nil) -> ReuseOptions {
    var options = ReuseOptions()
    options.minimumLength = minLength
    options.minimumSimilarity = minSimilarity
    options.within = within
    options.pairs = pairs
    options.against = firstSide
    return options
  }
}
