internal import Cento
internal import CentoRecords

/// A plan of what can go because of what, on its way out.
struct DedupReport {
  let session: UnitSession
  let found: DuplicateGroups
  let parameters: [(String, ParameterValue)]
  /// The number of documents without a date, if dates were asked for.
  let undated: Int?

  private var names: UnitNames { UnitNames(session.units) }

  /// Writes the list of what goes, and nothing else.
  func write(to path: String) throws {
    let stream = try ResultStream(path: path)
    do {
      try tell(to: stream, groups: false)
    } catch {
      stream.discard()
      throw error
    }
  }

  /// Prints the groups and what goes, as records.
  func printRecords() throws {
    try tell(to: ResultStream(), groups: true)
  }

  private func tell(to stream: ResultStream, groups: Bool) throws {
    var records = try RecordStream(stream, command: "dedup", parameters: parameters)
    if groups {
      for (place, group) in found.groups.enumerated() {
        try records.write(names.record(of: group, number: place + 1))
      }
    }
    for copy in found.dropped { try records.write(names.record(of: copy)) }
    try records.finish(
      session, units: session.units.count, empty: found.empty, results: found.groups.count,
      counts: [
        ("kept", session.units.count - found.dropped.count), ("dropped", found.dropped.count),
      ] + (undated.map { [("undated", $0)] } ?? []))
  }

  /// Prints the plan for people.
  func printPlan(writtenTo output: String?) throws {
    let stream = ResultStream()
    let view = GroupView(names: names)
    var copies: [Int: [DuplicateGroups.Dropped]] = [:]
    for copy in found.dropped { copies[copy.kept, default: []].append(copy) }
    for group in found.groups {
      let kept = group.representative
      for line in view.lines(keeping: kept, dropping: copies[kept] ?? []) {
        try stream.line(line)
      }
      try stream.line()
    }
    let kept = session.units.count - found.dropped.count
    try stream.line(
      "\(Figures.grouped(kept)) of \(Figures.count(session.units.count, "unit")) stay, "
        + "\(Figures.grouped(found.dropped.count)) can go in "
        + Figures.count(found.groups.count, "group"))
    try stream.line(
      output.map { "Kept: \($0)" } ?? "This is a plan; --output FILE writes what stays.")
    try stream.finish()
  }
}
