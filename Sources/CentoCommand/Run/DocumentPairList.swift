internal import Cento
internal import CentoFiles

extension Run {
  /// The pairs of documents that a list of ids names; none if there is no list.
  ///
  /// What the list gets wrong is reported, the rest of it counts.
  mutating func documentPairs(_ path: String?) -> DocumentPairs? {
    guard let path else { return nil }
    let reading = DocumentReader(options: DocumentReader.Options()).read([path])
    for problem in reading.problems { report(problem) }
    guard let list = reading.documents.first?.document.text else { return DocumentPairs([]) }
    var places: [String: Int] = [:]
    for place in 0..<documentCount { places[documentID(place)] = place }
    var pairs: [(Int, Int)] = []
    let lines = String(decoding: list.utf8, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      let ids = line.split(separator: "\t", omittingEmptySubsequences: false).prefix(2)
        .map(String.init)
      let known = ids.compactMap { places[$0] }
      if known.count == 2 {
        pairs.append((known[0], known[1]))
        continue
      }
      let unknown = ids.first { places[$0] == nil }
      let message =
        ids.count < 2
        ? "no TAB between two ids. Write id TAB id."
        : "no document has the id \(unknown ?? ""). `cento split` prints the ids."
      report(ReadProblem(file: path, place: .line(number + 1), message: message))
    }
    return DocumentPairs(pairs)
  }
}

extension Session {
  /// The first unit of the other side, if there is another side.
  func firstUnitOfOtherSide(in units: FoldedUnits) -> Int? {
    firstSide.map { side in
      units.units.firstIndex { $0.document >= side } ?? units.units.count
    }
  }
}
