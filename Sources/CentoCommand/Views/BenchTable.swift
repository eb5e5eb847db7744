internal import CentoBench
internal import CentoRecords

/// What a benchmark measured, for people and as records.
struct BenchTable {
  let reports: [StageReport]
  let score: PlantScore?
  let hasBaseline: Bool
  let repeats: Int

  // MARK: For people

  var lines: [String] {
    stageLines + (score.map { [""] + lines(for: $0) } ?? [])
  }

  private var stageLines: [String] {
    let title = repeats == 1 ? "one run" : "medians of \(repeats) runs"
    let head = ["stage", "wall s", "cpu s", "MB/s", "units/s", "peak MB", "(\(title))"]
    return Self.aligned(
      [head]
        + reports.map { report in
          [
            report.name, Figures.score(Double(report.wall) / 1e9),
            Figures.score(Double(report.processor) / 1e9),
            report.megabytesPerSecond.map { Figures.tenths($0) } ?? "–",
            report.unitsPerSecond.map { Figures.grouped(Int($0)) } ?? "–",
            report.peakMemory.map { Figures.grouped($0 / 1_000_000) } ?? "–",
            report.counts.map { "\($0.name) \(Figures.grouped($0.value))" }
              .joined(separator: ", "),
          ]
        })
  }

  private func lines(for score: PlantScore) -> [String] {
    let buckets = PlantScore.Bucket.allCases
    let kinds = PlantKind.allCases.filter { kind in score.rows.contains { $0.kind == kind } }
    let head = ["planted copies found"] + buckets.map(\.rawValue)
    let rows = kinds.map { kind in
      [kind.rawValue]
        + buckets.map { bucket in
          let tally = score.recall(of: kind, bucket)
          return tally.share.map { "\(Figures.score($0)) of \(tally.total)" } ?? "–"
        }
    }
    let precision =
      hasBaseline
      ? score.precision.map(Figures.score) ?? "–" : "unknown without --twin"
    return Self.aligned([head] + rows) + [
      "",
      "recall \(score.recall.share.map(Figures.score) ?? "–") of "
        + "\(Figures.count(score.recall.total, "planted copy", "planted copies")) "
        + "(found: half of its span on both sides), span F "
        + "\(score.spanF.map(Figures.score) ?? "–"), precision \(precision) of "
        + Figures.count(score.detections, "passage"),
    ]
  }

  /// Rows in columns: the first and the last flush left, the others flush right.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let room = String(
          repeating: " ", count: max(0, widths[column] - cell.unicodeScalars.count))
        if column == columns - 1 && column > 0 && widths[column] > 14 { return cell }
        return column == 0 ? cell + room : room + cell
      }.joined(separator: "  ")
    }
  }

  // MARK: As records

  var records: [Record] {
    reports.map { .stage(StageRecord($0)) } + (score.map(records(for:)) ?? [])
  }

  private func records(for score: PlantScore) -> [Record] {
    let rows = score.rows.map { row in
      Record.recall(
        RecallRecord(
          kind: row.kind.rawValue, rate: row.bucket.rawValue, found: row.tally.found,
          planted: row.tally.total))
    }
    let total = Record.quality(
      QualityRecord(
        recall: score.recall.share, spanF: score.spanF,
        precision: hasBaseline ? score.precision : nil, passages: score.detections,
        falses: hasBaseline ? score.falses : nil))
    return rows + [total]
  }
}

extension StageRecord {
  /// The record of what a stage took.
  init(_ report: StageReport) {
    self.init(
      stage: report.name, wall: Double(report.wall) / 1e9,
      processor: Double(report.processor) / 1e9, megabytesPerSecond: report.megabytesPerSecond,
      unitsPerSecond: report.unitsPerSecond, peakBytes: report.peakMemory,
      counts: report.counts.map { ($0.name, $0.value) })
  }
}
