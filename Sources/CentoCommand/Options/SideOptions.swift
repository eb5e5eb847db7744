internal import ArgumentParser

/// The other side of a comparison of new against old.
struct AgainstOption: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Compare the inputs with these files and folders only, not with one another.",
      valueName: "other"))
  var against: [String] = []
}

/// Texts that teach what is common.
struct BackgroundOption: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Learn common phrasing from these files and folders too; they are not compared.",
      valueName: "path"))
  var background: [String] = []
}

/// A list of the document pairs that are compared.
struct PairListOption: ParsableArguments {
  @Option(
    name: .customLong("pairs"),
    help: ArgumentHelp(
      "Compare only these documents: a TAB-separated file with an id in each of the first two columns.",
      valueName: "file.tsv"))
  var pairList: String?
}
