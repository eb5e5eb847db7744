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
      repeating: [], count: (comparability.documents.max() ?? -1) + 1)
    pairs.forEach { x, y in
      guard x < listed.count, y < listed.count else { return }
      listed[x].append(y)
      if x != y { listed[y].append(x) }
    }
    self.listed = listed
  }

  /// Whether each of these texts is compared with another of them, or twice with itself.
  func partnered(_ texts: [Int]) -> [Bool] {
    guard texts.count > 1 else { return texts.map { _ in false } }
    if let listed { return partnered(texts, listed) }
    return [Bool](repeating: hasPair(texts), count: texts.count)
  }

  /// Without a list either all have a partner or none.
  private func hasPair(_ texts: [Int]) -> Bool {
    let options = comparability.options
    if let against = options.against {
      let isFirst = comparability.documents[texts[0]] < against
      return texts.contains { (comparability.documents[$0] < against) != isFirst }
    }
    if options.within { return true }
    let article = comparability.articles[texts[0]]
    return texts.contains { comparability.articles[$0] != article }
  }

  private func partnered(_ texts: [Int], _ listed: [[Int]]) -> [Bool] {
    let order = texts.indices.sorted { x, y in
      (comparability.documents[texts[x]], texts[x], x)
        < (comparability.documents[texts[y]], texts[y], y)
    }
    let documents = order.map { comparability.documents[texts[$0]] }
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
