internal import CentoLatent

/// What can go wrong when units are sorted into topics.
public enum ClusterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Fewer than one cluster was asked for.
  case noClusters(Int)
  /// The latent space could not be fitted.
  case latent(reason: String)

  init(_ error: LatentError) {
    self = .latent(reason: error.description)
  }

  /// What, and what next.
  public var description: String {
    switch self {
    case .noClusters(let count): "\(count) clusters. Ask for at least 1, or for auto."
    case .latent(let reason): "no latent space: \(reason)"
    }
  }
}
