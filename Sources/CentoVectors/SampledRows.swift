internal import CentoGrams
package import CentoMatrix
internal import CentoParallel

/// The rows of `TFIDFModel` over the grams of some units, for as many units at a time as one likes.
///
/// Plain counting, for the check of a join: grams by keys, the frequencies of all of them counted part
/// by part (`GramSquares`), so that neither all grams nor all rows are ever held. The weights are
/// those of the whole rows to the last bit. All other grams of a unit are one column more.
package struct SampledRows: Sendable {
  private let vocabulary: Vocabulary
  private let idf: [Double]
  private let termFrequency: TermFrequency
  /// For each unit the length of its row before its weights are divided by it, and the number of its
  /// different grams.
  private let lengths: [Double]
  private let grams: [UInt32]
  private let text: @Sendable (Int) -> [UInt32]

  /// Units that are counted at a time.
  private static let unitsAtATime = 1 << 12

  /// Counts the units `0 ..< count`, for rows over the grams of those in `sample`.
  ///
  /// - Parameters:
  ///   - bytes: What counting may take, about, beside the grams of the sample.
  ///   - text: The folded scalars of a unit; it is called many times for each, from any thread.
  /// - Throws: `VectorError.grams`.
  package init(
    sample: [Int], count: Int, options: TFIDFModel.Options, threads: Int, bytes: Int,
    text: @escaping @Sendable (Int) -> [UInt32]
  ) throws(VectorError) {
    let known = try TFIDFModel.counts(
      count: sample.count, options: options, threads: threads
    ) { text(sample[$0]) }.vocabulary
    var frequencies = [UInt32](repeating: 0, count: known.count)
    for units in Parallel.blocks(of: count, size: Self.unitsAtATime) {
      let rows = known.rows(count: units.count, threads: threads) { text(units.lowerBound + $0) }
      for column in rows.columns { frequencies[Int(column)] += 1 }
    }
    vocabulary = known.counted(inUnits: count, frequencies)
    idf = TFIDFModel.inverseFrequencies(vocabulary)
    termFrequency = options.termFrequency
    self.text = text
    let weights = GramWeights(units: count, termFrequency: options.termFrequency)
    do {
      let sums = try GramSquares.sums(
        count: count, range: options.ngrams, threads: threads, bytes: bytes, text: text
      ) { ExactSquare.units(of: weights.weight(count: $0, frequency: $1)) }
      lengths = sums.squares.map { ExactSquare.root($0) }
      grams = sums.grams
    } catch {
      throw .grams(error)
    }
  }

  /// The number of columns: the grams of the sample, and all others as one.
  package var columns: Int { vocabulary.count + 1 }

  /// The rows of some units.
  package func rows(of units: [Int], threads: Int) -> CSRMatrix {
    let text = text
    let counted = vocabulary.rows(count: units.count, threads: threads) { text(units[$0]) }
    var indptr = [0]
    var indices: [UInt32] = []
    var data: [Double] = []
    for (row, unit) in units.enumerated() {
      let range = counted.indptr[row]..<counted.indptr[row + 1]
      for place in range {
        let column = counted.columns[place]
        let weight = termFrequency.weight(of: counted.counts[place]) * idf[Int(column)]
        indices.append(column)
        data.append(weight / lengths[unit])
      }
      if range.count < Int(grams[unit]) {
        // No row of the sample has this column, so that its weight is in no product.
        indices.append(UInt32(vocabulary.count))
        data.append(1)
      }
      indptr.append(indices.count)
    }
    return CSRMatrix(indptr: indptr, indices: indices, data: data, columns: columns)
  }
}
