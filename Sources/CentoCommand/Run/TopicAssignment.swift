internal import Cento
internal import CentoRecords

/// `cento cluster --assign`: new units in the clusters of a file.
struct TopicAssignment {
  let file: KnownTopicsFile
  let session: Session
  let units: FoldedUnits
  let threads: Int

  /// Assigns the units and tells where they belong.
  func tell(_ format: OutputFormat, parameters: [(String, ParameterValue)]) throws {
    session.console.stage("assigning \(Figures.count(units.units.count, "unit"))")
    let found = file.topics.assign(units.texts.map(\.scalars), threads: threads)
    session.console.clear()
    let stream = ResultStream()
    switch format {
    case .jsonl:
      var records = try RecordStream(stream, command: "cluster", parameters: parameters)
      for record in units.records(of: found, file: file) { try records.write(record) }
      try records.finish(
        session, units: units.units.count, empty: units.texts.count { $0.scalars.isEmpty },
        results: file.topics.clusters.count)
    case .text:
      let names = TopicView(corpus: session.corpus, units: units)
      for (number, cluster) in file.topics.clusters.enumerated() {
        let members = found.clusters.indices.filter { found.clusters[$0] == number }
        guard !members.isEmpty else { continue }
        try stream.line(
          "  " + TopicView.heading(number, label: cluster.label, size: members.count))
        for line in names.lines(of: members, confidence: found.confidence) { try stream.line(line) }
        try stream.line()
      }
      try stream.line(
        "\(Figures.count(units.units.count, "unit")) in the known "
          + "\(Figures.count(file.topics.clusters.count, "cluster")); ? marks a doubtful member")
      try stream.finish()
    }
  }
}
