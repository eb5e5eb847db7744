internal import ArgumentParser
internal import Cento
internal import CentoRecords

/// How articles are put into clusters.
struct ClusterOptionGroup: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The number of clusters, or auto to find it from the texts.", valueName: "K|auto"),
    transform: Self.parseCount)
  var clusters = ClusterCount.auto

  @Option(help: ArgumentHelp("Where the pseudo-random choices begin.", valueName: "n"))
  var seed: UInt64 = 0

  private static func parseCount(_ text: String) throws -> ClusterCount {
    if text == "auto" { return .auto }
    guard let count = Int(text), count >= 1 else {
      throw ValidationError("write a number from 1 up, or auto.")
    }
    return .fixed(count)
  }
}

extension ClusterOptionGroup {
  /// The options as the engine takes them.
  func options(threads: Int) -> TopicOptions {
    var options = TopicOptions()
    options.clusters = clusters
    options.seed = seed
    options.threads = threads
    return options
  }
}

extension ClusterCount {
  /// The value as the header prints it.
  var parameter: ParameterValue {
    switch self {
    case .auto: .string("auto")
    case .fixed(let count): .int(count)
    }
  }
}
