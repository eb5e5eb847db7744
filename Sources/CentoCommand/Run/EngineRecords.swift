internal import Cento
internal import CentoFiles
internal import CentoRecords

// What the engine found, as records of the contract.

extension Session {
  /// The record of document `index`.
  func documentRecord(_ index: Int) -> Record {
    let entry = corpus.entries[index]
    return .document(
      DocumentRecord(
        id: entry.document.id.rawValue, encoding: sources[index].encoding,
        sha256: sources[index].sha256, scalars: entry.document.text.scalarCount,
        bytes: entry.document.text.utf8.count, articles: entry.outline?.articles.count ?? 0))
  }

  /// The records of the articles of document `index`; with detail, of all its parts by their start.
  func partRecords(_ index: Int, articles: Bool, detail: Bool) -> [Record] {
    let entry = corpus.entries[index]
    guard let outline = entry.outline else { return [] }
    let id = entry.document.id
    var placed: [(start: Int, rank: Int, record: Record)] = []
    if articles {
      placed += outline.articles.map { article in
        let record = ArticleRecord(
          id: "\(PassageID(document: id, article: article.number))", document: id.rawValue,
          title: article.titleText, span: article.span, paragraphs: article.paragraphs.count)
        return (article.span.scalars.lowerBound, 0, .article(record))
      }
    }
    if detail {
      placed += outline.elements.map { element in
        let rank = if case .furniture = element.kind { 2 } else { 1 }
        return (element.span.scalars.lowerBound, rank, elementRecord(element, document: id))
      }
    }
    return placed.enumerated().sorted {
      ($0.element.start, $0.element.rank, $0.offset) < (
        $1.element.start, $1.element.rank, $1.offset
      )
    }.map(\.element.record)
  }

  /// The record of one piece of a document.
  func elementRecord(_ element: Element, document: DocumentID) -> Record {
    func part(_ kind: ElementRecord.Kind, id: PassageID? = nil) -> Record {
      .element(
        ElementRecord(
          kind: kind, id: id.map { "\($0)" }, document: document.rawValue,
          article: "\(PassageID(document: document, article: element.article))",
          span: element.span))
    }
    switch element.kind {
    case .title: return part(.title)
    case .heading: return part(.heading)
    case .paragraph(let number):
      return part(
        .paragraph, id: PassageID(document: document, article: element.article, paragraph: number))
    case .furniture(let kind):
      return .furniture(
        FurnitureRecord(kind: kind, document: document.rawValue, span: element.span))
    }
  }
}

extension UnitNames {
  /// The record of a group of these units.
  func record(of group: Group, number: Int) -> Record {
    .group(
      GroupRecord(
        group: number, representative: id(group.representative),
        members: group.members.map { id($0) }, weakest: group.weakest))
  }

  /// The record of a unit that another one stands for.
  func record(of copy: DuplicateGroups.Dropped) -> Record {
    .dropped(
      DroppedRecord(
        id: id(copy.unit), kept: id(copy.kept), cosine: copy.cosine))
  }
}

extension FoldedUnits {
  /// The record of why a passage that these units share was found.
  func record(of evidence: PassageEvidence, in corpus: Corpus) -> Record {
    let passage = evidence.passage
    return .evidence(
      EvidenceRecord(
        a: evidencePlace(passage.a), b: evidencePlace(passage.b), tier: passage.reuse.tier,
        grounds: passage.reuse.grounds.map { grounds in
          EvidenceRecord.Grounds(
            bits: passage.reuse.bits, grounds: grounds, pieces: evidence.pieces,
            script: script(of: passage).description, changes: changes(in: passage, of: corpus))
        }))
  }

  /// The record of a family that two texts are members of.
  func record(of family: PassageFamily, a: Unit, b: Unit) -> Record? {
    func member(_ text: Unit) -> ReusedPassage.Place? {
      family.members.first { place in
        units[place.unit].document == text.document
          && place.span.scalars.overlaps(text.passage.span.scalars)
      }
    }
    guard let x = member(a), let y = member(b) else { return nil }
    return .evidence(
      EvidenceRecord(
        a: evidencePlace(x), b: evidencePlace(y), tier: family.tier, places: family.members.count))
  }

  private func evidencePlace(_ place: ReusedPassage.Place) -> EvidenceRecord.Side {
    EvidenceRecord.Side(unit: "\(units[place.unit].passage.id)", span: place.span)
  }

  /// The record of a passage that stands in many places.
  func record(of family: PassageFamily, number: Int, in corpus: Corpus) -> Record {
    .family(
      FamilyRecord(
        family: number, tier: family.tier,
        text: text(of: family.members[family.representative], in: corpus),
        members: zip(family.members, family.dates).map { member, date in
          let id = units[member.unit].passage.id
          return FamilyRecord.Member(
            document: id.document.rawValue, unit: "\(id)", span: member.span, date: date)
        }))
  }

  /// The records of a hierarchy of clusters: its merges, from the nearest on.
  func records(of hierarchy: TopicHierarchy) -> [Record] {
    let clusters = hierarchy.merges.count + 1
    return hierarchy.merges.enumerated().map { step, merge in
      .merge(
        MergeRecord(
          node: clusters + step + 1, first: merge.first + 1, second: merge.second + 1,
          size: merge.size, height: merge.height, label: merge.label))
    }
  }

  /// The records of topics: the clusters, then the members in document order.
  func records(of topics: Topics) -> [Record] {
    let clusters = topics.clusters.enumerated().map { number, cluster in
      Record.cluster(
        ClusterRecord(
          cluster: number + 1, size: cluster.members.count, label: cluster.label,
          representative: "\(units[cluster.representative].passage.id)"))
    }
    let members = units.indices.map { index in
      Record.member(
        MemberRecord(
          id: "\(units[index].passage.id)", cluster: topics.assignments[index] + 1,
          confidence: topics.confidence[index], second: topics.second[index].map { $0 + 1 }))
    }
    return clusters + members
  }
}

extension ReadProblem {
  /// The record of a problem.
  var record: ErrorRecord {
    let recordPlace: ErrorRecord.Place =
      switch place {
      case .none: .none
      case .line(let line): .line(line)
      case .byte(let byte): .byte(byte)
      }
    return ErrorRecord(file: file, place: recordPlace, message: message)
  }
}
