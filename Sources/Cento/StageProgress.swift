/// How far the stages of a comparison have come.
public struct StageProgress: Sendable {
  /// What is being done.
  public enum Stage: String, Sendable, Hashable {
    /// The grams of all texts are counted.
    case counting
    /// Rows are compared.
    case joining
  }

  private let report: @Sendable (Stage, Double) -> Void

  /// Progress that is told to `report`: a stage and a part of 0 … 1.
  public init(_ report: @escaping @Sendable (Stage, Double) -> Void) {
    self.report = report
  }

  /// The progress of one stage.
  func of(_ stage: Stage) -> Progress { { report(stage, $0) } }
}
