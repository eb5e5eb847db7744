public import ArgumentParser
public import Cento

extension UnitLevel: ExpressibleByArgument {}

/// What is compared with what.
struct UnitOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is compared: document, article, paragraph or sentence.",
      discussion: "Without it files are compared by paragraph (cluster: by article; dedup: as "
        + "wholes) and a JSON Lines record is one unit; with --unit paragraph a record is split at "
        + "its newlines.",
      valueName: "level"))
  var unit: UnitLevel?
}
