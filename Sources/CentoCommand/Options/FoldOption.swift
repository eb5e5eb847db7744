internal import ArgumentParser
internal import Cento

/// How text is made comparable.
struct FoldOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How text is folded before it is compared: none, default, or a list of steps.",
      discussion: """
        `cento --help` lists the steps. Default: \(Self.standard); for cosines (pairs, dedup) separators \
        too.
        """,
      valueName: "none|default|step,step…"),
    transform: Choice.init)
  private var fold = Choice.usual

  /// The folding for passages and topics.
  var passages: Folding {
    switch fold {
    case .usual: .standard
    case .asked(let passages, _): passages
    }
  }

  /// The folding for cosines.
  var cosines: Folding {
    switch fold {
    case .usual: .words
    case .asked(_, let cosines): cosines
    }
  }

  /// The steps and what they do, for help.
  static let steps = FoldingStep.allCases.map { "\($0.rawValue) (\($0.summary))" }
    .joined(separator: "; ")

  /// The steps of `default`, for help.
  static let standard = Folding.standardSteps.map(\.rawValue).joined(separator: ",")

  /// What was asked for: `default` is one folding for passages and another for cosines.
  ///
  /// A folding makes its tables, which takes milliseconds: no command makes those that it does not use.
  private enum Choice {
    case usual
    case asked(passages: Folding, cosines: Folding)

    init(_ text: String) throws {
      do {
        self = .asked(
          passages: try Folding(parsing: text),
          cosines: try Folding(parsing: text, standard: Folding.wordSteps))
      } catch {
        throw ValidationError("\(error)")
      }
    }
  }
}
