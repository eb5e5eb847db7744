internal import Cento
internal import CentoFiles
internal import CentoRecords

/// A file of topics: the clusters, how texts were folded, and what the representatives are called.
struct KnownTopicsFile {
  /// The topics.
  let topics: KnownTopics
  /// How texts were folded.
  let folding: Folding
  /// The id of the representative of each cluster.
  let representatives: [String]
  /// What the header names instead of the path: the digest of the file.
  let sha256: String

  /// How such a file begins.
  static let opening = "CENTOTOP"

  /// Reads the file at `path`.
  init(_ path: String) throws(ReadProblem) {
    let file = try FileBytes(ofFile: path)
    sha256 = file.sha256
    do {
      let (topics, note) = try KnownTopics.read(file.bytes)
      // Ids hold no NUL, so that it can stand between them.
      let parts = note.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == topics.clusters.count + 1 else {
        throw ClusterError.stored(reason: "is damaged: it names too few representatives.")
      }
      self.topics = topics
      folding = try Folding(parsing: parts[0])
      representatives = Array(parts.dropFirst())
    } catch {
      throw ReadProblem(file: path, place: .none, message: "\(error)")
    }
  }

  /// The bytes of a file of these topics, found among `units`.
  static func bytes(of topics: KnownTopics, in units: FoldedUnits, folding: Folding) -> [UInt8] {
    let names = topics.clusters.map { "\(units.units[$0.representative].passage.id)" }
    return topics.bytes(note: ([folding.description] + names).joined(separator: "\0"))
  }
}

extension FoldedUnits {
  /// The records of an assignment: all clusters of the file, then the members in document order.
  func records(of found: KnownTopics.Assignment, file: KnownTopicsFile) -> [Record] {
    var sizes = [Int](repeating: 0, count: file.topics.clusters.count)
    for cluster in found.clusters { sizes[cluster] += 1 }
    let clusters = file.topics.clusters.enumerated().map { number, cluster in
      Record.cluster(
        ClusterRecord(
          cluster: number + 1, size: sizes[number], label: cluster.label,
          representative: file.representatives[number]))
    }
    let members = units.indices.map { index in
      Record.member(
        MemberRecord(
          id: "\(units[index].passage.id)", cluster: found.clusters[index] + 1,
          confidence: found.confidence[index], second: found.second[index].map { $0 + 1 }))
    }
    return clusters + members
  }
}
