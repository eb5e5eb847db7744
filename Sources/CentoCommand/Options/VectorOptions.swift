public import ArgumentParser
public import Cento

extension TermFrequency: ExpressibleByArgument {}

/// Grams and weights.
struct VectorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Character n-grams of A to B Unicode scalars (default: \(NGramRange.standard)).",
      valueName: "A-B"),
    transform: Self.parse)
  var ngrams = NGramRange.standard

  @Option(
    name: .customLong("tf"),
    help: ArgumentHelp(
      "The weight of a gram that occurs k times: k (raw) or 1 + ln k (sublinear).",
      valueName: "raw|sublinear"))
  var termFrequency = TermFrequency.raw

  var model: TFIDFModel.Options {
    TFIDFModel.Options(ngrams: ngrams, termFrequency: termFrequency)
  }

  private static func parse(_ text: String) throws -> NGramRange {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(bounds.count), let lower = bounds[0],
      let upper = bounds[bounds.count - 1]
    else {
      throw ValidationError(
        "'\(text)' is no range of lengths. Write it as 2-3, or 3 for one length.")
    }
    do {
      return try NGramRange(lower, upper)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
