internal import ArgumentParser
internal import Cento

/// How text is made comparable.
struct FoldOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How text is folded before it is compared: none, default, or a list of steps.",
      discussion: """
        `cento --help` lists the steps. Default: \(Folding.standard); for cosines (pairs, dedup) separators \
        too.
        """,
      valueName: "none|default|step,step…"),
    transform: Choice.init)
  private var fold = Choice.standard

  /// The folding for passages and topics.
  var passages: Folding { fold.passages }
  /// The folding for cosines.
  var cosines: Folding { fold.cosines }

  /// The steps and what they do, for help.
  static let steps = FoldingStep.allCases.map { "\($0.rawValue) (\($0.summary))" }
    .joined(separator: "; ")

  /// What was asked for: `default` is one folding for passages and another for cosines.
  private struct Choice {
    let passages: Folding
    let cosines: Folding

    static let standard = Choice(passages: .standard, cosines: .words)

    init(passages: Folding, cosines: Folding) {
      (self.passages, self.cosines) = (passages, cosines)
    }

    init(_ text: String) throws {
      do {
        passages = try Folding(parsing: text)
        cosines = try Folding(parsing: text, standard: .words)
      } catch {
        throw ValidationError("\(error)")
      }
    }
  }
}
