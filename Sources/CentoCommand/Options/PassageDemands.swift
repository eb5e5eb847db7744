internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// What a shared passage must have to be told.
struct PassageDemands: ParsableArguments {
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
}

extension PassageDemands {
  /// The options as the engine takes them.
  func options(within: Bool, pairs: DocumentPairs?, firstSide: Int?) -> ReuseOptions {
    var options = ReuseOptions()
    options.minimumLength = minLength
    options.minimumSimilarity = minSimilarity
    options.minimumBits = minEvidence
    options.within = within
    options.pairs = pairs
    options.against = firstSide
    return options
  }

  /// The demands as parameters of the header.
  var parameters: [(String, ParameterValue)] {
    [
      ("min_length", minLength.map { .int($0) } ?? .null),
      ("min_similarity", .number(minSimilarity)), ("min_evidence", .number(minEvidence)),
    ]
  }
}
