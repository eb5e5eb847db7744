internal import CentoLatent

/// What can go wrong when units are sorted into topics, or stored topics are read.
public enum ClusterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Fewer than one cluster was asked for.
  case noClusters(Int)
  /// The vectors given are not one for each unit.
  case vectors(rows: Int, units: Int)
  /// The latent space could not be fitted.
  case latent(reason: String)
  /// Bytes that are no stored topics, or not whole ones.
  case stored(reason: String)

  init(_ error: LatentError) {
    self = .latent(reason: error.description)
  }

  /// What, and what next.
  public var description: String {
    switch self {
    case .noClusters(let count): "\(count) clusters. Ask for at least 1, or for auto."
    case .vectors(let rows, let units):
      "\(rows) rows of vectors for \(units) units. Give one row for each unit, in document order, the "
        + "order of the `member` records."
    case .latent(let reason): "no latent space: \(reason)"
    case .stored(let reason): reason
    }
  }
}
