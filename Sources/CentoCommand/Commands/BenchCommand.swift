internal import ArgumentParser

/// `cento bench`: how fast, how much memory, and what is missed.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Make a corpus with planted copies; measure time, memory and quality on any corpus.",
    discussion: """
      Examples:  cento bench make seeds/ --size 10M --output made/
                 cento bench run made/records.jsonl --truth made/truth.jsonl --twin made/twin.jsonl
                 cento bench run my-texts/
      """,
    subcommands: [BenchMakeCommand.self, BenchRunCommand.self])
}
