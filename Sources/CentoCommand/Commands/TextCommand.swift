internal import ArgumentParser
internal import Cento

/// `cento text`: the decoded text that offsets point into.
struct TextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text",
    abstract: "Print a document's decoded text: what every offset points into.",
    discussion: "Example:  cento text seeds/000_57b0af0e3a06c57a.txt | head")

  @OptionGroup var input: InputOptions

  func run() throws {
    let session = Session(input.inputs)
    let stream = ResultStream()
    for entry in session.corpus.entries { try stream.write(entry.document.text.utf8) }
    try stream.finish()
    try session.end()
  }
}
