internal import Glibc

/// Shifts that keep small what a subspace iteration does not want.
///
/// A round that multiplies by A·Aᵀ − s in place of A·Aᵀ makes eigenvectors with eigenvalues near s vanish. Shifts at
/// the roots of a Chebyshev polynomial on 0 … b make all below b as small, against those above, as a
/// polynomial of that degree can (Zhou, Saad, Tiago and Chelikowsky 2006); as the vectors are made
/// orthonormal in between, rounding is not magnified. Spectra of texts fall slowly: where the first eigenvalue
/// wanted is 1.1 times b, three plain rounds put a ratio of 1.3 between them and three shifted ones one of 3.6.
struct ChebyshevFilter {
  /// Rounds of one polynomial: of a higher degree, one root after the other, low eigenvalues would come up on
  /// the way.
  private static let degree = 3

  private let rounds: Int
  private var made = 0
  /// What lies below is not wanted.
  private var bound = 0.0

  /// Shifts for so many rounds.
  init(rounds: Int) {
    self.rounds = rounds
  }

  /// Learns from a round without a shift what the largest and the least eigenvalues taken up so far are, at
  /// least; with `resolution`, the least part of the largest that is told from rounding.
  mutating func learn(largest: Double, least: Double, resolution: Double) {
    let degree = Double(min(rounds, ChebyshevFilter.degree))
    // The last root must not bring what is wanted below the resolution.
    let nearest = (1 - cos(.pi / (2 * max(1, degree)))) / 2
    bound = least * nearest > 2 * resolution * largest ? least : 0
  }

  /// The next shift.
  mutating func next() -> Double {
    let degree = ChebyshevFilter.degree
    let cycle = made / degree
    let steps = min(degree, rounds - cycle * degree)
    let root = (2 * Double(made % degree) + 1) / Double(2 * max(1, steps)) * .pi
    made += 1
    return bound * (1 - cos(root)) / 2
  }
}
