public import CentoGrams
public import CentoMatrix
internal import CentoParallel

/// TF-IDF weights of character grams, fitted on a corpus.
///
/// idf(g) = ln((1 + n) / (1 + df(g))) + 1, n counting every unit, empty ones too; rows have unit
/// length. With the same texts the rows are those of scikit-learn's
/// `TfidfVectorizer(analyzer="char", lowercase=False)`, including its habit of making one space
/// of a run of two or more white spaces (Python's `\s`). A unit shorter than the shortest gram
/// has an empty row.
///
///     let texts = ["abc", "abd"].map { $0.unicodeScalars.map(\.value) }
///     let (model, rows) = try TFIDFModel.fit(
///       count: 2, options: .init(), threads: 1, text: { texts[$0] })
///     model.terms                          // 5: ab abc abd bc bd
///     model.documentFrequency(of: "ab")    // 2
///
/// Weights rest on additions, multiplications, divisions and square roots alone, so they are the
/// same to the last bit on every machine, for any number of threads and any order of the units.
public struct TFIDFModel: Sendable {
  /// What is counted and how.
  public struct Options: Sendable, Hashable {
    /// The lengths of the grams.
    public var ngrams: NGramRange
    /// How often becomes how much.
    public var termFrequency: TermFrequency

    /// Options; the defaults are the recommended ones.
    public init(ngrams: NGramRange = .standard, termFrequency: TermFrequency = .raw) {
      self.ngrams = ngrams
      self.termFrequency = termFrequency
    }
  }

  /// What is counted and how.
  public let options: Options
  /// The grams and their document frequencies.
  package let vocabulary: Vocabulary
  private let weights: RowWeights

  /// Fits a model on the units `0 ..< count` and gives their rows.
  ///
  /// - Parameters:
  ///   - count: The number of units; duplicates and empty units count.
  ///   - options: What is counted and how.
  ///   - threads: The number of threads, which changes nothing but the time.
  ///   - text: The folded scalars of a unit. It is called more than once for each, from any thread.
  /// - Returns: The model, and a row for each unit: columns in the order of the grams by
  ///   code point.
  /// - Throws: `VectorError.grams` if there are more grams than 32-bit numbers can name.
  /// - Complexity: O(scalars · lengths) expected time; 12 bytes for an entry of the
  ///   rows (16 on the way), about 12 for a gram (40 on the way).
  public static func fit(
    count: Int, options: Options, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) throws(VectorError) -> (model: TFIDFModel, rows: CSRMatrix) {
    let counted = try counts(count: count, options: options, threads: threads, text: text)
    return weighted(counted, options: options, threads: threads)
  }

  /// The first half of a fit: the grams of every unit, counted.
  package static func counts(
    count: Int, options: Options, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) throws(VectorError) -> (vocabulary: Vocabulary, rows: CountedRows) {
    do {
      return try CorpusCounter.count(
        count: count, range: options.ngrams, threads: threads, text: text)
    } catch {
      throw .grams(error)
    }
  }

  /// The second half of a fit: the counts, weighted.
  package static func weighted(
    _ counted: (vocabulary: Vocabulary, rows: CountedRows), options: Options, threads: Int
  ) -> (model: TFIDFModel, rows: CSRMatrix) {
    let model = TFIDFModel(options: options, vocabulary: counted.vocabulary)
    return (model, model.weights.matrix(of: counted.rows, threads: threads))
  }

  private init(options: Options, vocabulary: Vocabulary) {
    self.options = options
    self.vocabulary = vocabulary
    weights = RowWeights(
      termFrequency: options.termFrequency,
      idf: Self.inverseFrequencies(vocabulary))
  }

  /// The rows of other units: grams that the model has not seen are left out, as scikit-learn does.
  public func transform(
    count: Int, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) -> CSRMatrix {
    weights.matrix(
      of: vocabulary.rows(count: count, threads: threads, text: text), threads: threads)
  }

  /// The number of units that the model was fitted on, empty ones included.
  public var documents: Int { vocabulary.units }

  /// The number of different grams: the columns of the rows.
  public var terms: Int { vocabulary.count }

  /// The number of units that have a gram; 0 for one that the model has not seen.
  public func documentFrequency(of gram: String) -> Int {
    vocabulary.column(of: gram.unicodeScalars.map(\.value))
      .map { Int(vocabulary.frequencies[$0]) } ?? 0
  }

  /// The gram of a column.
  ///
  /// - Precondition: 0 ≤ column < `terms`.
  public func gram(at column: Int) -> String {
    var text = String.UnicodeScalarView()
    for value in vocabulary.gram(at: column) {
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(text)
  }

  /// The grams that two units share, by what they add to the cosine, largest first, then by gram.
  ///
  /// - Returns: Empty if the units share no gram that the model knows.
  public func explain(_ a: [UInt32], _ b: [UInt32]) -> [GramContribution] {
    let counted = vocabulary.rows(count: 2, threads: 1) { $0 == 0 ? a : b }
    let rows = weights.matrix(of: counted, threads: 1)
    var out: [GramContribution] = []
    var other = counted.indptr[1]
    for place in 0..<counted.indptr[1] {
      let column = counted.columns[place]
      while other < counted.indptr[2] && counted.columns[other] < column { other += 1 }
      guard other < counted.indptr[2], counted.columns[other] == column else { continue }
      out.append(
        GramContribution(
          gram: gram(at: Int(column)), tfA: Int(counted.counts[place]),
          tfB: Int(counted.counts[other]), idf: weights.idf[Int(column)],
          weightA: rows.data[place], weightB: rows.data[other],
          product: rows.data[place] * rows.data[other]))
    }
    // The shared grams come in column order, which is the order of the grams.
    return out.indices.sorted { (-out[$0].product, $0) < (-out[$1].product, $1) }.map { out[$0] }
  }

  /// The inverse document frequencies: one logarithm for each frequency that occurs often enough
  /// to keep.
  static func inverseFrequencies(_ vocabulary: Vocabulary) -> [Double] {
    let n = Double(1 + vocabulary.units)
    func idf(_ frequency: UInt32) -> Double {
      Logarithm.natural(n / Double(1 + Int(frequency))) + 1
    }
    let table = (0..<UInt32(4096)).map(idf)
    return vocabulary.frequencies.map { $0 < 4096 ? table[Int($0)] : idf($0) }
  }
}
