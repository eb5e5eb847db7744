internal import ArgumentParser
internal import Cento

/// How text is made comparable.
struct FoldOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How text is folded before it is compared: none, default, or a list of steps.",
      discussion: "`cento --help` lists the steps. Default: \(Folding.standard).",
      valueName: "none|default|step,step…"),
    transform: Self.parse)
  var fold = Folding.standard

  /// The steps and what they do, for help.
  static let steps = FoldingStep.allCases.map { "\($0.rawValue) (\($0.summary))" }
    .joined(separator: "; ")

  private static func parse(_ text: String) throws -> Folding {
    do {
      return try Folding(parsing: text)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
