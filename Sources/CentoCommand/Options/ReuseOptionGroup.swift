internal import ArgumentParser
internal import Cento

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
      "The least evidence told, in bits: how surprising what is shared would be by chance, by the "
        + "measure of these texts. Lower finds more and errs more.", valueName: "bits"))
  var minEvidence = 60.0

  @Option(
    help: ArgumentHelp(
      "Which tiers are told: passage, quotation, formula, a list of them, or all.",
      valueName: "tier,…"),
    transform: Self.parseTiers)
  var tier: [ReuseTier] = [.passage]

  @Flag(help: "Tell repetition inside one article too.")
  var within = false

  func validate() throws {
    if let minLength, minLength < 1 {
      throw ValidationError("--min-length \(minLength): a passage has at least one character.")
    }
    guard (0...1).contains(minSimilarity) else {
      throw ValidationError("--min-similarity \(minSimilarity): choose a value from 0 to 1.")
    }
    guard (1...10_000).contains(minEvidence) else {
      throw ValidationError("--min-evidence \(minEvidence): choose a value from 1 to 10000.")
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
    options.minimumBits = minEvidence
    options.within = within
    options.pairs = pairs
    options.against = firstSide
    return options
  }
}
