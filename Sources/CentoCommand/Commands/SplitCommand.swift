internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// `cento split`: documents into articles.
struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Split documents and compilations into their articles.",
    discussion: """
      Tables of contents, page numbers, paywall marks and adverts are set aside as furniture: reported \
      with --detail, never compared.

      Example:  cento split seeds/ --detail
      """)

  @OptionGroup var input: InputOptions
  @Flag(help: "Show every title, heading, paragraph and piece of furniture.")
  var detail = false
  @OptionGroup(title: "Output") var output: FormatOption

  func run() throws {
    let session = Session(input.inputs)
    let entries = session.corpus.entries
    let articles = entries.reduce(0) { $0 + ($1.outline?.articles.count ?? 0) }
    let stream = ResultStream()
    switch output.format {
    case .jsonl:
      var records = try RecordStream(
        stream, command: "split",
        parameters: [
          ("outline", .bool(input.outline)), ("encoding", .string(input.encoding ?? "utf-8")),
          ("detail", .bool(detail)),
        ])
      for index in entries.indices {
        try records.write(session.documentRecord(index))
        for record in session.partRecords(index, articles: true, detail: detail) {
          try records.write(record)
        }
      }
      let units = session.corpus.units(at: .paragraph)
      try records.finish(
        session, units: units.count, empty: units.count { $0.passage.parts.isEmpty },
        results: articles, counts: [("articles", articles)])
    case .text:
      let view = SplitView(detail: detail)
      for entry in entries {
        for line in view.lines(for: entry) { try stream.line(line) }
        try stream.line()
      }
      try stream.line(
        "\(Figures.count(entries.count, "document")), \(Figures.count(articles, "article"))")
      try stream.finish()
    }
    try session.end()
  }
}
