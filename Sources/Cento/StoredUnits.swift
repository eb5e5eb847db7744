/// The units of documents that are read some at a time: their names and their folded texts, and
/// nothing else of the documents.
///
///     var builder = StoredUnits.Builder(level: .paragraph)
///     try builder.append([(document, .whole)])
///     let units = try builder.finish()
///     try NearDuplicates(.threshold(0.8)).pairs(in: units).pairs
///
/// The same units in the same order as those of `FoldedUnits`; what leads back to places in the
/// original is left out.
public struct StoredUnits: FoldedTexts {
  /// The ids of the documents.
  public let documents: DocumentNames
  private let places: [Place]
  private let chunks: StoredChunks
  private let firsts: [UInt32]
  /// The dates of the documents in seconds, `Int.min` for none; nothing if they were not asked for.
  private let dates: [Int]

  /// Where a unit stands: numbers from 1, 0 for none.
  struct Place: BitwiseCopyable {
    var document: UInt32
    var article: UInt32
    var paragraph: UInt32
    var sentence: UInt32
  }

  init(
    documents: DocumentNames, places: [Place], chunks: StoredChunks, firsts: [UInt32], dates: [Int]
  ) {
    self.documents = documents
    self.places = places
    self.chunks = chunks
    self.firsts = firsts
    self.dates = dates
  }

  /// The number of units.
  public var count: Int { places.count }

  /// The folded scalars of a unit.
  ///
  /// - Complexity: O(scalars), and a reading of the file if they are set aside.
  public func scalars(of unit: Int) -> [UInt32] { chunks.scalars(of: unit) }

  /// The places that a unit takes in UTF-16.
  public func size(of unit: Int) -> Int { chunks.size(of: unit) }

  /// The number of folded scalars of a unit.
  public func scalarCount(of unit: Int) -> Int { chunks.scalarCount(of: unit) }

  /// The date of a document in seconds from the beginning of 1970 (see `DocumentDates`); nil where
  /// there is none or dates were not asked for.
  public func seconds(ofDocument document: Int) -> Int? {
    dates.isEmpty || dates[document] == Int.min ? nil : dates[document]
  }

  /// The first unit whose folded text is the same.
  public func firstEqual(to unit: Int) -> Int { Int(firsts[unit]) }

  /// The number of a unit's document.
  public func document(of unit: Int) -> Int { Int(places[unit].document) }

  /// The id of a unit, as it is printed.
  public func id(of unit: Int) -> String {
    let place = places[unit]
    func number(_ value: UInt32) -> Int? { value > 0 ? Int(value) : nil }
    return PassageID(
      document: DocumentID(rawValue: documents[Int(place.document)]),
      article: number(place.article), paragraph: number(place.paragraph),
      sentence: number(place.sentence)
    ).description
  }

  /// What was kept of the unit's original text; nothing if nothing was asked for.
  public func excerpt(of unit: Int) -> String { chunks.excerpt(of: unit) }

  /// The first unit of a document or of those after it.
  public func firstUnit(ofDocument document: Int) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].document < document { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Throws the first failure to set texts aside or to bring them back.
  public func check() throws { try chunks.check() }
}

/// The ids of many documents, one after the other in UTF-8.
public struct DocumentNames: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  /// The number of documents.
  public var count: Int { ends.count }

  mutating func append(_ id: DocumentID) {
    bytes += id.rawValue.utf8
    ends.append(bytes.count)
  }

  /// The id of a document.
  public subscript(document: Int) -> String {
    let start = document > 0 ? ends[document - 1] : 0
    return String(decoding: bytes[start..<ends[document]], as: UTF8.self)
  }
}
