/// How much memory a run may take, and where what does not fit is set aside.
///
/// Results do not depend on it. It is kept by working on parts of the input at a time; what such
/// a part needs at least, and the answer itself, are not bounded by it.
public struct MemoryBudget: Sendable, Hashable {
  /// The bytes; nil for no limit.
  public var bytes: Int?
  /// The folder for what is set aside: files without names, gone when the run ends in any way.
  public var directory: String

  /// A budget of `bytes`, or none.
  public init(bytes: Int? = nil, directory: String = "/var/tmp") {
    self.bytes = bytes
    self.directory = directory
  }

  /// A part of the budget; without a limit, all there is.
  package func share(_ part: Double) -> Int {
    bytes.map { Int(Double($0) * part) } ?? .max
  }

  /// The part of the budget that texts may take before they are set aside.
  package static let textShare = 0.125
  /// What a process takes before it has read anything, and what a stage needs at least.
  private static let baseBytes = 80 << 20
  /// What a text takes beside its scalars: its name, place, length and equals.
  private static let textBytes = 96

  /// What is left for counting or joining beside what is known of so many texts.
  package func room(besides texts: Int) -> Int {
    guard let bytes else { return .max }
    // A tenth is for what estimates miss.
    let rest =
      share(0.9 - Self.textShare) - Self.baseBytes - texts * Self.textBytes
    return max(rest, bytes / 4)
  }
}
