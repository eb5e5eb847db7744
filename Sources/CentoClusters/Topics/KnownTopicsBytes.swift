internal import CentoGrams
internal import CentoLatent
internal import CentoMatrix

extension KnownTopics {
  private static let kind = "CENTOTOP"

  /// The topics as bytes, to be kept in a file.
  ///
  /// Version 1: the letters `CENTOTOP`, the version (UInt32), the caller's `note` (a string: how the texts were
  /// folded, what the representatives are called); the number of clusters (UInt64), and for each its size and
  /// representative (UInt64), the number of its label's terms (UInt64) and these (strings); then the arrays of
  /// the terms' keys (UInt64), their weights (Float), the singular values and the shares explained (Double), the
  /// rows of the space (Float), the mean (Float), the directions (Float), the occurrences (UInt32); then a
  /// checksum. The form of numbers, arrays and checksum is that of `LatentBasis.bytes()`; a string is the array of
  /// its UTF-8 bytes.
  public func bytes(note: String = "") -> [UInt8] {
    var writer = StoredWriter(kind: KnownTopics.kind, version: 1)
    writer.append(note)
    writer.append(UInt64(clusters.count))
    for cluster in clusters {
      writer.append(UInt64(cluster.size))
      writer.append(UInt64(cluster.representative))
      writer.append(UInt64(cluster.label.count))
      for term in cluster.label { writer.append(term) }
    }
    writer.append(terms.map(\.key))
    writer.append(weights)
    writer.append(basis.singularValues)
    writer.append(basis.explained)
    writer.append(basis.terms.data.map { Float($0) })
    writer.append(mean)
    writer.append(directions.dense.data.map { Float($0) })
    writer.append(occurrences)
    return writer.finished()
  }

  /// The topics that `bytes(note:)` gave these bytes of, and the note.
  ///
  /// - Throws: `ClusterError.stored`, if they are of another kind or version, or not whole.
  public static func read(
    _ bytes: [UInt8]
  ) throws(ClusterError) -> (topics: KnownTopics, note: String) {
    do throws(StoredFormError) {
      var reader = try StoredReader(bytes, kind: kind, name: "stored topics", newest: 1)
      let note = try reader.string()
      let topics = try KnownTopics(reading: &reader)
      try reader.finish()
      return (topics, note)
    } catch {
      throw .stored(reason: error.description)
    }
  }

  private init(reading reader: inout StoredReader) throws(StoredFormError) {
    let count: UInt64 = try reader.number()
    var clusters: [Cluster] = []
    for _ in 0..<count {
      let size: UInt64 = try reader.number()
      let representative: UInt64 = try reader.number()
      let words: UInt64 = try reader.number()
      var label: [String] = []
      for _ in 0..<words { label.append(try reader.string()) }
      clusters.append(
        Cluster(
          label: label, size: Int(clamping: size), representative: Int(clamping: representative)))
    }
    let keys: [UInt64] = try reader.numbers()
    let weights = try reader.floats()
    let values = try reader.doubles()
    let explained = try reader.doubles()
    let rows = try reader.floats()
    let mean = try reader.floats()
    let directions = try reader.floats()
    let occurrences: [UInt32] = try reader.numbers()
    let terms = keys.map(TopicTerm.init(key:))
    let width = values.count
    let inSpace = weights.count { $0 > 0 }
    guard
      !keys.contains(0), zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }),
      weights.count == keys.count, explained.count == width, mean.count == width,
      rows.count == inSpace * width, directions.count == clusters.count * width,
      occurrences.count == BottleneckTerms(terms).count * clusters.count,
      // Sums over a cluster and one more text fit the table.
      occurrences.allSatisfy({ $0 < 1 << 30 })
    else { throw .damaged("its parts do not fit together") }
    self.init(
      clusters: clusters, terms: terms, weights: weights,
      basis: LatentBasis(
        terms: DenseMatrix(rows: inSpace, columns: width, data: rows.map { Double($0) }),
        singularValues: values, explained: explained),
      mean: mean,
      directions: PaddedMatrix(
        DenseMatrix(
          rows: clusters.count, columns: width, data: directions.map { Double($0) })),
      occurrences: occurrences)
  }
}
