internal import ArgumentParser
internal import Cento
internal import CentoFiles

/// One run of a command that needs the units of what it reads and nothing else of it: documents
/// are let go as soon as their units are folded.
struct UnitSession: Run {
  let console = Console()
  /// The units; those of the other side come last.
  let units: StoredUnits
  /// Where the documents came from.
  let sources: SourceList
  /// The number of documents on the first side, if there is another side.
  let firstSide: Int?
  let ignored: Int
  private(set) var problems: [ReadProblem]
  /// Whether every document is one unit.
  private let isWhole: Bool
  private let usual: UnitLevel
  /// How many threads work at once.
  let threads: Int

  var documentCount: Int { units.documents.count }

  /// How units are made of documents.
  struct Making {
    var unit: UnitLevel?
    var folding: Folding
    var memory: MemoryBudget
    /// The level that is compared unless another one is asked for.
    var usual = UnitLevel.paragraph
    /// Whether the documents' dates are looked for.
    var asksDates = false
    /// What to keep of each unit's original text; nil for nothing.
    var excerpt: (@Sendable (String) -> String)?
  }

  /// Reads the inputs, and those of the other side if there is one, and says what could not be
  /// read.
  init(_ input: Inputs, against: [String], making: Making) throws {
    console.stage("reading")
    var options = DocumentReader.Options(threads: input.threads, encoding: input.encoding)
    let collecting = Collecting(input, making)
    let reading = try collecting.read(input.paths, options)
    problems = reading.problems
    var ignored = reading.ignored
    if against.isEmpty {
      firstSide = nil
    } else {
      firstSide = collecting.builder.documentCount
      options.leavingOut += collecting.files
      collecting.known = collecting.ids
      let others = try collecting.read(against, options)
      problems += others.problems
      ignored += others.ignored
    }
    self.ignored = ignored
    isWhole = collecting.builder.documentCount > 0 && collecting.builder.isWhole
    console.clear()
    for problem in problems { console.say("\(problem)") }
    console.stage("looking for equal units")
    units = try collecting.builder.finish()
    sources = collecting.sources
    usual = making.usual
    threads = input.threads
    console.clear()
  }

  /// The level that is compared where none was asked for, as the header names it.
  func effectiveLevel(_ asked: UnitLevel?) -> UnitLevel {
    asked ?? (isWhole ? .document : usual)
  }

  /// The first unit of the other side, if there is another side.
  var firstUnitOfOtherSide: Int? { firstSide.map { units.firstUnit(ofDocument: $0) } }

  func documentID(_ document: Int) -> String { units.documents[document] }

  mutating func report(_ problem: ReadProblem) {
    problems.append(problem)
    console.say("\(problem)")
  }
}

/// Documents on their way into units.
private final class Collecting {
  var builder: StoredUnits.Builder
  /// The ids of the other side, which are read once.
  var known: Set<String> = []
  /// All ids so far, where there is another side.
  private(set) var ids: Set<String> = []
  /// The files that are one document.
  private(set) var files: [String] = []
  private(set) var sources = SourceList()
  private let input: Inputs
  private let unit: UnitLevel?
  private var failure: (any Error)?

  init(_ input: Inputs, _ making: UnitSession.Making) {
    self.input = input
    unit = making.unit
    builder = StoredUnits.Builder(
      level: making.unit ?? making.usual, folding: making.folding, memory: making.memory,
      threads: input.threads, asksDates: making.asksDates, excerpt: making.excerpt)
  }

  func read(_ paths: [String], _ options: DocumentReader.Options) throws -> Reading {
    let reading = DocumentReader(options: options).read(paths) { [self] in take($0) }
    if let failure { throw failure }
    return reading
  }

  private func take(_ documents: [ReadDocument]) {
    guard failure == nil else { return }
    let new =
      known.isEmpty
      ? documents : documents.filter { !known.contains($0.document.id.rawValue) }
    for source in new { sources.append(source) }
    if input.hasOtherSide {
      for source in new {
        ids.insert(source.document.id.rawValue)
        if !source.isRecord { files.append(source.document.id.rawValue) }
      }
    }
    do {
      try builder.append(
        new.map { source in
          (source.document, source.structure(unit: unit, outline: input.outline))
        })
    } catch {
      failure = error
    }
  }
}
