public import Cento

/// The lines of passages in two places, and of pairs of texts that share some.
///
/// The bytes are those of `Record.reuse` and `Record.coverage`. A line is made from the places alone:
/// of a record's strings each would be made, copied into the line and thrown away.
public struct ReuseLines: Sendable {
  private let units: FoldedUnits
  private let corpus: Corpus
  private let hasScript: Bool

  private let document = Array(#"{"document":"#.utf8)
  private let unit = Array(#","unit":"#.utf8)
  private let scalars = Array(#","scalars":"#.utf8)
  private let bytes = Array(#","bytes":"#.utf8)
  private let text = Array(#","text":""#.utf8)
  private let reuse = Array(#"{"type":"reuse","a":"#.utf8)
  private let other = Array(#","b":"#.utf8)
  private let changes = Array(#","changes":["#.utf8)
  private let changedFrom = Array(#"","a":""#.utf8)
  private let changedTo = Array(#"","b":""#.utf8)
  private let coverage = Array(#"{"type":"coverage","a":"#.utf8)
  private let end = Array(#""}"#.utf8)

  /// Lines about these units of a corpus.
  ///
  /// - Parameter script: Whether each passage has its edit script.
  public init(of units: FoldedUnits, in corpus: Corpus, script: Bool = false) {
    (self.units, self.corpus, hasScript) = (units, corpus, script)
  }

  /// Appends the line of a passage.
  public func append(_ passage: ReusedPassage, to line: inout [UInt8]) {
    let found = passage.reuse
    line += reuse
    append(passage.a, to: &line)
    line += other
    append(passage.b, to: &line)
    append(#","relation":""#, to: &line)
    append(found.relation.rawValue, to: &line)
    append(#"","similarity":"#, to: &line)
    SixDecimals.append(found.similarity, to: &line)
    append(#","tier":""#, to: &line)
    append(found.tier.rawValue, to: &line)
    append(#"","evidence":"#, to: &line)
    SixDecimals.append(found.bits, to: &line)
    if found.relation != .identical {
      line += changes
      var isFirst = true
      for change in units.placedChanges(in: passage, of: corpus) {
        append(isFirst ? #"{"kind":""# : #",{"kind":""#, to: &line)
        append(change.kind.rawValue, to: &line)
        line += changedFrom
        append(.init(unit: passage.a.unit, span: change.a), textTo: &line)
        line += changedTo
        append(.init(unit: passage.b.unit, span: change.b), textTo: &line)
        line += end
        isFirst = false
      }
      line.append(0x5D)
    }
    if hasScript {
      append(#","script":""#, to: &line)
      append(units.script(of: passage).description, to: &line)
      line.append(0x22)
    }
    line.append(0x7D)
    line.append(0x0A)
  }

  /// Appends the line of two texts and how much of each stands in the other.
  public func append(_ pair: Coverage.Pair, to line: inout [UInt8]) {
    line += coverage
    JSONText.append(pair.a, to: &line)
    line += other
    JSONText.append(pair.b, to: &line)
    append(#","a_in_b":"#, to: &line)
    SixDecimals.append(pair.aInB, to: &line)
    append(#","b_in_a":"#, to: &line)
    SixDecimals.append(pair.bInA, to: &line)
    append(#","scalars_a":"#, to: &line)
    line.append(decimal: pair.copiedA)
    append(#","scalars_b":"#, to: &line)
    line.append(decimal: pair.copiedB)
    line.append(0x7D)
    line.append(0x0A)
  }

  private func append(_ place: ReusedPassage.Place, to line: inout [UInt8]) {
    let id = units.units[place.unit].passage.id
    line += document
    JSONText.append(id.document.rawValue, to: &line)
    line += unit
    JSONText.append(id, to: &line)
    line += scalars
    JSONText.append(place.span.scalars, to: &line)
    line += bytes
    JSONText.append(place.span.bytes, to: &line)
    line += text
    append(place, textTo: &line)
    line += end
  }

  private func append(_ place: ReusedPassage.Place, textTo line: inout [UInt8]) {
    if place.span.isEmpty { return }
    units.forEachPiece(of: place, in: corpus) { JSONText.appendInside($0, to: &line) }
  }

  /// Appends what needs no escape.
  private func append(_ plain: String, to line: inout [UInt8]) {
    line.append(contentsOf: plain.utf8)
  }
}
