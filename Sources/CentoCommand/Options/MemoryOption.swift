internal import ArgumentParser
internal import Cento
internal import CentoBench
internal import Glibc

/// How much memory a run may take.
struct MemoryOption: ParsableArguments {
  /// A number of bytes such as `512M` or `2G`.
  struct Size: ExpressibleByArgument, CustomStringConvertible {
    let bytes: Int

    init?(argument: String) {
      let digits = argument.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits) else { return nil }
      let factor: Int
      switch argument.dropFirst(digits.count).uppercased() {
      case "", "B": factor = 1
      case "K", "KB", "KIB": factor = 1 << 10
      case "M", "MB", "MIB": factor = 1 << 20
      case "G", "GB", "GIB": factor = 1 << 30
      case "T", "TB", "TIB": factor = 1 << 40
      default: return nil
      }
      let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor)
      guard !isTooLarge else { return nil }
      self.bytes = bytes
    }

    var description: String { Self.description(bytes) }

    static func description(_ bytes: Int) -> String { "\(bytes >> 20)M" }
  }

  /// Less than this would be taken by reading alone.
  static let least = 256 << 20

  @Option(
    help: ArgumentHelp(
      "The most memory to take, as 512M or 2G (default: three quarters of the machine's). What does "
        + "not fit is set aside in the folder that TMPDIR names, or in /var/tmp. The answer is the "
        + "same.",
      valueName: "size"))
  var maxMemory: Size?

  func validate() throws {
    if let maxMemory, maxMemory.bytes < Self.least {
      throw ValidationError(
        "--max-memory \(maxMemory): at least \(Self.least >> 20)M is needed. Try 1G.")
    }
  }

  /// Says so where the run has taken more than it was to take: some things cannot be set aside.
  func tellExcess(_ console: Console) {
    guard let maxMemory, let peak = PeakMemory.bytes(), peak > maxMemory.bytes else { return }
    console.say(
      "--max-memory \(maxMemory): \(Size.description(peak)) were taken. The answer is whole; each gram that "
        + "texts share takes 28 bytes, each unit some 100, and neither can be set aside.")
  }

  /// The budget of the run.
  var budget: MemoryBudget {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    return MemoryBudget(
      bytes: maxMemory?.bytes ?? MachineMemory.bytes / 4 * 3,
      directory: folder.isEmpty ? "/var/tmp" : folder)
  }
}
