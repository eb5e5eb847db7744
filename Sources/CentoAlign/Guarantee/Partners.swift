/// Which of many places have another among them that they are compared with.
struct Partners: Sendable {
  let comparability: Comparability
  /// The documents that each document is listed with; nil where no list was given.
  private let listed: [[Int]]?

  init(_ comparability: Comparability) {
    self.comparability = comparability
    guard let pairs = comparability.options.pairs else {
      listed = nil
      return
    }
    var listed = [[Int]](
      repeating: [], count: comparability.documentCount)
    pairs.forEach { x, y in
      guard x < listed.count, y < listed.count else { return }
      listed[x].append(y)
      if x != y { listed[y].append(x) }
    }
    self.listed = listed
  }

  /// Whether each of these places is compared with another of them; nil where all are.
  func partnered(_ places: [RunPlace]) -> [Bool]? {
    if let listed, places.count > 1 { return partnered(places.map(\.text), listed) }
    if hasPair(places) { return nil }
    return [Bool](repeating: false, count: places.count)
  }

  /// Without a list either all have a partner or none.
  private func hasPair(_ places: [RunPlace]) -> Bool {
    guard let first = places.first?.text, places.count > 1 else { return false }
    let options = comparability.options
    if let against = options.against {
      let isFirst = comparability.document(first) < against
      return places.contains { (comparability.document($0.text) < against) != isFirst }
    }
    if options.within { return true }
    let article = comparability.article(first)
    return places.contains { comparability.article($0.text) != article }
  }

  private func partnered(_ texts: [Int], _ listed: [[Int]]) -> [Bool] {
    let order = texts.indices.sorted { x, y in
      (comparability.document(texts[x]), texts[x], x)
        < (comparability.document(texts[y]), texts[y], y)
    }
    let documents = order.map { comparability.document(texts[$0]) }
    var partnered = [Bool](repeating: false, count: texts.count)
    for (position, index) in order.enumerated() {
      for document in listed[documents[position]] {
        var low = 0
        var high = documents.count
        while low < high {
          let middle = (low + high) / 2
          if documents[middle] < document { low = middle + 1 } else { high = middle }
        }
        while low < documents.count, documents[low] == document, !partnered[index] {
          partnered[index] =
            low != position && comparability.allows(texts[index], texts[order[low]])
          low += 1
        }
      }
    }
    return partnered
  }
}
