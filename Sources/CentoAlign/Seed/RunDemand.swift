/// What runs have to have for a chain, or for a copy by its length.
struct RunDemand {
  /// The worth of the runs of a chain, in hundredths of a bit.
  let worth: Int
  /// The signs of the runs of a copy that are worth less.
  let signs: Int

  /// What is asked of runs of a script.
  ///
  /// - Parameter ease: See `ReuseOptions.ease`.
  init(_ script: Script, ease: Double) {
    worth = Int(Double(script.leastChain) * ease)
    signs = script.copyRuns
  }
}

/// What runs have in all.
package struct RunTotal: BitwiseCopyable, Sendable {
  /// Their signs.
  package private(set) var length = 0
  /// Their worth in hundredths of a bit.
  package private(set) var worth = 0

  /// Nothing.
  package init() {}

  /// What one run has.
  package init(of run: Run) { (length, worth) = (Int(run.length), Int(run.worth)) }

  /// Adds what others have.
  package mutating func add(_ other: RunTotal) {
    length += other.length
    worth += other.worth
  }

  /// Whether it is enough.
  func isEnough(_ demand: RunDemand) -> Bool { worth >= demand.worth || length >= demand.signs }
}
