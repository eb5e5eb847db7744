internal import Cento
internal import CentoFiles

/// Vectors that the user brings, from a NumPy file.
struct GivenVectors {
  /// One row a unit.
  let matrix: DenseMatrix
  /// What the header names instead of the path: the digest of the file.
  let sha256: String
  /// The path, for messages.
  let path: String

  /// Reads the array in the file at `path`.
  init(_ path: String) throws(ReadProblem) {
    let file = try FileBytes(ofFile: path)
    do {
      matrix = try NumPyFile.matrix(file.bytes)
    } catch {
      throw ReadProblem(file: path, place: .none, message: error.description)
    }
    sha256 = file.sha256
    self.path = path
  }
}

extension FoldedUnits {
  /// Topics and their space, from the user's vectors if there are any.
  func topicsAndSpace(
    _ options: TopicOptions, given: GivenVectors?
  ) throws -> (topics: Topics, space: TopicSpace) {
    do {
      return try topicsAndSpace(options, vectors: given?.matrix)
    } catch let error as ClusterError {
      guard let given, case .vectors = error else { throw error }
      throw ReadProblem(file: given.path, place: .none, message: error.description)
    }
  }
}
