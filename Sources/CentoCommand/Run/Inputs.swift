internal import Cento

/// What a run reads, once the command line is understood.
struct Inputs {
  /// Files, folders, or `-`.
  var paths: [String]
  /// The encoding asked for; none for UTF-8.
  var encoding: String?
  /// Whether articles are looked for in records too.
  var outline = false
  /// Whether there is another side.
  var hasOtherSide = false
  /// How many threads work at once.
  var threads = Parallel.cores
}
