/// One line of the program's results: the contract's records, and the only maker of their bytes.
///
///     var bytes: [UInt8] = []
///     Record.pair(PairRecord(a: "a.txt#1.1", b: "b.txt#1.4", cosine: 1)).write(into: &bytes)
///     // {"type":"pair","a":"a.txt#1.1","b":"b.txt#1.4","cosine":1.000000}
public enum Record: Sendable {
  /// The version of the records' form: a new key is no break, a changed meaning is.
  public static let schema = 1

  /// The first line: the command and every option that changes its results, in a fixed order.
  case header(command: String, parameters: [(String, ParameterValue)])
  /// A document that was read.
  case document(DocumentRecord)
  /// An article of a document.
  case article(ArticleRecord)
  /// A title, a heading or a paragraph.
  case element(ElementRecord)
  /// Text that is no text.
  case furniture(FurnitureRecord)
  /// Two units that are alike.
  case pair(PairRecord)
  /// One passage in two places.
  case reuse(ReuseRecord)
  /// One passage in many places.
  case family(FamilyRecord)
  /// Two texts and how much of each stands in the other.
  case coverage(CoverageRecord)
  /// A text and how much of it stands elsewhere.
  case copied(CopiedRecord)
  /// Units that are near-duplicates of each other.
  case group(GroupRecord)
  /// A unit that another one stands for.
  case dropped(DroppedRecord)
  /// A topic.
  case cluster(ClusterRecord)
  /// A unit's place among the topics.
  case member(MemberRecord)
  /// Two topics, or heaps of topics, that become one.
  case merge(MergeRecord)
  /// Why two units are alike.
  case explanation(ExplanationRecord)
  /// One gram of an explanation.
  case gram(GramRecord)
  /// Why a passage was found and is in its tier.
  case evidence(EvidenceRecord)
  /// What one stage of a benchmark took.
  case stage(StageRecord)
  /// How many planted copies of one kind and rate were found.
  case recall(RecallRecord)
  /// What was found of a truth as a whole.
  case quality(QualityRecord)
  /// Something that could not be read or done.
  case error(ErrorRecord)
  /// The last line: counts and shares, in this order; see `summary(_:)` for the contract's.
  case summary(counts: [(String, Int)], shares: [(String, Double)] = [])

  /// The last line, the contract's counts first.
  public static func summary(_ summary: SummaryRecord) -> Record {
    .summary(counts: summary.all, shares: summary.shares)
  }

  /// Appends the record as one line of JSON, with its line feed.
  public func write(into bytes: inout [UInt8]) {
    // The bytes move into the line and back, so that nothing is copied.
    var line = JSONLine(appendingTo: bytes.taken())
    switch self {
    case .header(let command, let parameters):
      line.add("type", "cento")
      line.add("schema", Self.schema)
      line.add("version", centoVersion)
      line.add("command", command)
      line.add("parameters", .object(parameters))
    case .document(let record): record.add(to: &line)
    case .article(let record): record.add(to: &line)
    case .element(let record): record.add(to: &line)
    case .furniture(let record): record.add(to: &line)
    case .pair(let record): record.add(to: &line)
    case .reuse(let record): record.add(to: &line)
    case .family(let record): record.add(to: &line)
    case .coverage(let record): record.add(to: &line)
    case .copied(let record): record.add(to: &line)
    case .group(let record): record.add(to: &line)
    case .dropped(let record): record.add(to: &line)
    case .cluster(let record): record.add(to: &line)
    case .member(let record): record.add(to: &line)
    case .merge(let record): record.add(to: &line)
    case .explanation(let record): record.add(to: &line)
    case .gram(let record): record.add(to: &line)
    case .evidence(let record): record.add(to: &line)
    case .stage(let record): record.add(to: &line)
    case .recall(let record): record.add(to: &line)
    case .quality(let record): record.add(to: &line)
    case .error(let record): record.add(to: &line)
    case .summary(let counts, let shares):
      line.add("type", "summary")
      for (key, count) in counts { line.add(key, count) }
      for (key, share) in shares { line.add(key, score: share) }
    }
    bytes = line.finished()
  }

  /// The record as one line of JSON, with its line feed.
  public var line: [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return bytes
  }
}

extension [UInt8] {
  /// The array's content, which leaves the array empty.
  fileprivate mutating func taken() -> [UInt8] {
    var content: [UInt8] = []
    swap(&content, &self)
    return content
  }
}
