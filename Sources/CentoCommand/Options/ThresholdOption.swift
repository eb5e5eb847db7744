internal import ArgumentParser

/// The cosine from which two units are a pair.
struct ThresholdOption: ParsableArguments {
  static let standard = 0.8

  @Option(
    help: ArgumentHelp(
      "The least cosine of a pair, above 0 and at most 1 (default: 0.8).", valueName: "t"))
  var threshold: Double?

  func validate() throws {
    if let threshold, !(threshold > 0 && threshold <= 1) {
      throw ValidationError(
        "--threshold \(threshold): a cosine threshold lies above 0 and is at most 1. Try 0.8.")
    }
  }
}
