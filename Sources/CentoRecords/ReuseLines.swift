public import Cento

/// The lines of passages in two places, and of pairs of texts that share some.
///
/// The bytes are those of `Record.reuse` and `Record.coverage`. A line is made from the places alone:
/// of a record's strings each would be made, copied into the line and thrown away.
public struct ReuseLines: Sendable {
  private let units: FoldedUnits
  private let corpus: Corpus
  private let hasScript: Bool

  // Literals and not arrays: all threads would count references to the same ones for every line.
  private let document: StaticString = #"{"document":"#
  private let unit: StaticString = #","unit":"#
  private let scalars: StaticString = #","scalars":"#
  private let bytes: StaticString = #","bytes":"#
  private let text: StaticString = #","text":""#
  private let reuse: StaticString = #"{"type":"reuse","a":"#
  private let other: StaticString = #","b":"#
  private let changes: StaticString = #","changes":["#
  private let changedFrom: StaticString = #"","a":""#
  private let changedTo: StaticString = #"","b":""#
  private let coverage: StaticString = #"{"type":"coverage","a":"#
  private let end: StaticString = #""}"#

  /// Lines about these units of a corpus.
  ///
  /// - Parameter script: Whether each passage has its edit script.
  public init(of units: FoldedUnits, in corpus: Corpus, script: Bool = false) {
    (self.units, self.corpus, hasScript) = (units, corpus, script)
  }

  /// Appends the line of a passage.
  public func append(_ passage: ReusedPassage, to line: inout [UInt8]) {
    let found = passage.reuse
    append(reuse, to: &line)
    append(passage.a, to: &line)
    append(other, to: &line)
    append(passage.b, to: &line)
    append(#","relation":""#, to: &line)
    append(name: found.relation.rawValue, to: &line)
    append(#"","similarity":"#, to: &line)
    SixDecimals.append(found.similarity, to: &line)
    append(#","tier":""#, to: &line)
    append(name: found.tier.rawValue, to: &line)
    append(#"","evidence":"#, to: &line)
    SixDecimals.append(found.bits, to: &line)
    if found.relation != .identical {
      append(changes, to: &line)
      var isFirst = true
      for change in units.placedChanges(in: passage, of: corpus) {
        append(isFirst ? #"{"kind":""# : #",{"kind":""#, to: &line)
        append(name: change.kind.rawValue, to: &line)
        append(changedFrom, to: &line)
        append(.init(unit: passage.a.unit, span: change.a), textTo: &line)
        append(changedTo, to: &line)
        append(.init(unit: passage.b.unit, span: change.b), textTo: &line)
        append(end, to: &line)
        isFirst = false
      }
      line.append(0x5D)
    }
    if hasScript {
      append(#","script":""#, to: &line)
      append(name: units.script(of: passage).description, to: &line)
      line.append(0x22)
    }
    line.append(0x7D)
    line.append(0x0A)
  }

  /// Appends the line of two texts and how much of each stands in the other.
  public func append(_ pair: Coverage.Pair, to line: inout [UInt8]) {
    append(coverage, to: &line)
    JSONText.append(pair.a, to: &line)
    append(other, to: &line)
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
    append(document, to: &line)
    JSONText.append(id.document.rawValue, to: &line)
    append(unit, to: &line)
    JSONText.append(id, to: &line)
    append(scalars, to: &line)
    JSONText.append(place.span.scalars, to: &line)
    append(bytes, to: &line)
    JSONText.append(place.span.bytes, to: &line)
    append(text, to: &line)
    append(place, textTo: &line)
    append(end, to: &line)
  }

  private func append(_ place: ReusedPassage.Place, textTo line: inout [UInt8]) {
    if place.span.isEmpty { return }
    units.forEachPiece(of: place, in: corpus) { JSONText.appendInside($0, to: &line) }
  }

  /// Appends what needs no escape.
  private func append(_ plain: StaticString, to line: inout [UInt8]) {
    JSONText.append(plain: plain, to: &line)
  }

  /// Appends a name that needs no escape.
  private func append(name: String, to line: inout [UInt8]) {
    line.append(contentsOf: name.utf8)
  }
}
