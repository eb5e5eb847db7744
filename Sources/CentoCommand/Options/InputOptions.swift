internal import ArgumentParser
internal import Cento
internal import CentoFiles

/// What is read, and how it is cut into units.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "The encoding of the files: \(DocumentReader.knownEncodings.joined(separator: ", ")).",
      valueName: "name"))
  var encoding: String?

  @Flag(help: "Look for articles in the text of JSON Lines records too.")
  var outline = false

  @Option(help: "How many threads work at once (default: all cores). The answer is the same.")
  var threads = Parallel.cores

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads \(threads): at least one thread is needed.")
    }
    if let encoding, !DocumentReader.knows(encoding: encoding) {
      let known = DocumentReader.knownEncodings.joined(separator: ", ")
      throw ValidationError("--encoding \(encoding): choose one of \(known).")
    }
  }

  /// The options as the session takes them.
  var inputs: Inputs {
    Inputs(paths: paths, encoding: encoding, outline: outline, threads: threads)
  }
}
