internal import ArgumentParser

/// What the results look like.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case jsonl
}

/// What the results look like.
struct FormatOption: ParsableArguments {
  @Option(help: "text for people, jsonl for programs: one JSON object a line.")
  var format = OutputFormat.text
}
