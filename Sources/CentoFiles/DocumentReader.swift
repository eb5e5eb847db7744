public import CentoParallel
internal import CentoText

/// Reads files, folders and standard input as documents.
///
///     let reading = DocumentReader(options: .init()).read(["seeds"])
///     print(reading.documents.count, reading.ignored)   // 5 2
///
/// - A file whose extension is `jsonl` or `ndjson` holds records, one JSON object a line, each a
///   document; any other file is one document of text.
/// - A folder stands for the files in it and in the folders inside it, symbolic links followed,
///   whose names have one of the `knownExtensions` and do not begin with `README` or `LICENSE` or
///   name a list of checksums. Names that begin with a dot are left alone.
/// - A file reached twice is read once, under the first of its names by bytes; it is known by its
///   device and number, so that links to it, hard ones too, are the same file.
/// - An empty file, a file that is no text and a line that is no record are problems; they never
///   keep the rest from being read.
///
/// The result depends on the set of the paths and on what the files hold, never on the order of
/// the paths or on the number of threads.
public struct DocumentReader: Sendable {
  /// How to read.
  public struct Options: Sendable {
    /// What standard input holds.
    public enum StandardInput: Sendable, Hashable {
      /// One document of text.
      case text
      /// Records, one JSON object a line.
      case records
      /// Records if its first line that is not blank opens an object with a key on the same line,
      /// `{"`, and text otherwise.
      case detect
    }

    /// The number of threads; the result does not depend on it.
    public var threads: Int
    /// The encoding of every file, one of `knownEncodings` in any case; nil means UTF-8.
    public var encoding: String?
    /// What `-` holds.
    public var standardInput: StandardInput
    /// Whether a file of records, too, is read as one document of text.
    public var wholeFiles: Bool
    /// Files and folders that are not read, wherever they are met: an earlier run's results, or
    /// what has been read already.
    public var leavingOut: [String]

    /// Options with the recommended defaults.
    public init(
      threads: Int = Parallel.cores, encoding: String? = nil,
      standardInput: StandardInput = .detect, wholeFiles: Bool = false, leavingOut: [String] = []
    ) {
      self.threads = threads
      self.encoding = encoding
      self.standardInput = standardInput
      self.wholeFiles = wholeFiles
      self.leavingOut = leavingOut
    }
  }

  /// The extensions, in any case, of the files that are read in folders.
  public static let knownExtensions = FileNames.text + FileNames.records

  /// The encodings that `Options.encoding` may name, `utf-8` the first.
  public static let knownEncodings = TextEncoding.allCases.map(\.rawValue)

  /// Whether `name` names one of `knownEncodings`, in any case or a usual spelling.
  public static func knows(encoding name: String) -> Bool { TextEncoding(name: name) != nil }

  private let options: Options
  private let limits: ReadLimits

  /// A reader with these options.
  public init(options: Options = Options()) {
    self.init(options: options, limits: ReadLimits())
  }

  package init(options: Options, limits: ReadLimits) {
    self.options = options
    self.limits = limits
  }

  /// The documents that `paths` stand for: files, folders, and `-` for standard input.
  ///
  /// - Complexity: O(bytes) time. Memory: the documents, and for each thread one file or one
  ///   window of records.
  public func read(_ paths: [String]) -> Reading {
    read(InputList(paths, leavingOut: options.leavingOut))
  }

  /// The same, but documents go to `deliver`, some at a time, in order: they need not all be in
  /// memory at once.
  ///
  /// - Returns: What could not be read, and how many names were left out; no documents.
  public func read(
    _ paths: [String], deliver: @escaping ([ReadDocument]) -> Void
  ) -> Reading {
    read(InputList(paths, leavingOut: options.leavingOut), deliver: deliver)
  }

  /// The documents of a list of files that was made before.
  package func read(_ list: InputList) -> Reading {
    var documents: [ReadDocument] = []
    let reading = withoutActuallyEscaping({ documents += $0 }) { read(list, deliver: $0) }
    return Reading(
      documents: documents, problems: reading.problems, ignored: reading.ignored)
  }

  private func read(
    _ list: InputList, deliver: @escaping ([ReadDocument]) -> Void
  ) -> Reading {
    var problems = list.problems
    var encoding = TextEncoding.utf8
    if let name = options.encoding {
      guard let known = TextEncoding(name: name) else {
        let message =
          "unknown encoding. Name one of \(Self.knownEncodings.joined(separator: ", "))."
        problems.append(ReadProblem(file: name, place: .none, message: message))
        return Reading(
          documents: [], problems: problems.sorted(by: ReadProblem.precedes),
          ignored: list.ignored)
      }
      encoding = known
    }
    var merged = MergedReading(problems: problems, encoding: encoding, deliver: deliver)
    let file = FileReader(
      encoding: encoding, standardInput: options.standardInput, wholeFiles: options.wholeFiles,
      limits: limits)
    for run in runs(of: list.inputs) {
      if run.count == 1 {
        let input = list.inputs[run.lowerBound]
        merged.begin(input.path)
        merged.add(file.contents(of: input, threads: options.threads) { merged.add($0) })
        continue
      }
      let contents = Parallel.map(count: run.count, threads: options.threads) { index in
        file.contents(of: list.inputs[run.lowerBound + index], threads: 1)
      }
      for (index, contents) in zip(run, contents) {
        merged.begin(list.inputs[index].path)
        merged.add(contents)
      }
    }
    return Reading(documents: [], problems: merged.finish(), ignored: list.ignored)
  }

  /// The files cut into runs that share the cores file by file, large files of records each
  /// alone, so that the cores share its lines.
  private func runs(of inputs: [InputList.Input]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var (start, size) = (0, 0)
    for (index, input) in inputs.enumerated() {
      if isLarge(input) {
        if start < index { runs.append(start..<index) }
        runs.append(index..<index + 1)
        (start, size) = (index + 1, 0)
        continue
      }
      size += input.status?.size ?? 0
      if size >= limits.run {
        runs.append(start..<index + 1)
        (start, size) = (index + 1, 0)
      }
    }
    if start < inputs.count { runs.append(start..<inputs.count) }
    return runs
  }

  private func isLarge(_ input: InputList.Input) -> Bool {
    guard let status = input.status else { return true }
    guard status.kind == .file else { return true }
    return FileNames.holdsRecords(input.path) && status.size > limits.smallFile
  }
}
