internal import ArgumentParser
internal import Cento
internal import CentoFiles
internal import CentoRecords
internal import Glibc

/// The program `cento`.
///
/// It translates what was typed into questions to the engine, and the answers into records or into text
/// for people. It computes nothing itself.
@main
struct CentoProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cento",
    abstract: "Find reused passages, near duplicates and topics in documents and compilations.",
    discussion: """
      Begin with:  cento scan FOLDER

      INPUTS are files, folders (walked in the order of bytes, hidden files left alone) and - for standard \
      input. In a folder these names are read: \(DocumentReader.knownExtensions.map { "*." + $0 }.joined(separator: " ")), \
      but not README*, LICENSE* or lists of checksums; a file that is named outright is always read. \
      A .jsonl file holds records: one JSON object a line, with "id" and "text".

      IDS are document#article.paragraph.sentence; OFFSETS are half-open and count Unicode scalars \
      (what Python slices) and bytes of UTF-8 in the decoded text, which `cento text FILE` prints.

      FOLDING (--fold) makes text comparable. Steps: \(FoldOption.steps). The default is \
      \(FoldOption.standard); where cosines are compared (pairs, dedup, the cosine of explain, \
      the pairs of scan) separators too. Unicode \(Folding.unicodeVersion).

      EXIT STATUS: 0 done; 1 pairs, reuse or dedup found nothing; 2 something could not be read or done, after \
      the rest was; 64 the command line was not understood.
      """,
    version: centoVersion,
    subcommands: [
      ScanCommand.self, SplitCommand.self, TextCommand.self, PairsCommand.self,
      ReuseCommand.self, ClusterCommand.self, DedupCommand.self, ExplainCommand.self,
      BenchCommand.self,
    ])

  /// Runs what was typed; what could not be done ends with status 2, nothing found with 1.
  static func main() {
    // A file that may not grow is told as an error, like a full disk.
    _ = signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let status as ExitCode {
      exit(withError: status)
    } catch let error as SpillError {
      Console().say("\(error). Free some room, or name another folder in TMPDIR.")
      exit(withError: ExitCode(2))
    } catch {
      guard exitCode(for: error) == .failure else { exit(withError: error) }
      Console().say("\(error)")
      exit(withError: ExitCode(2))
    }
  }
}
