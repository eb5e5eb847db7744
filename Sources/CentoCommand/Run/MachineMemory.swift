internal import Cento
internal import CentoFiles
internal import Glibc

/// The memory of the machine, as far as this process may have it.
enum MachineMemory {
  /// The bytes: of the machine, or of the control group if that has fewer.
  static var bytes: Int {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    let group = limit(in: "/sys/fs/cgroup/memory.max")
    return group.map { min($0, machine) } ?? machine
  }

  /// The number that a file of one number holds.
  private static func limit(in path: String) -> Int? {
    let reading = DocumentReader(options: DocumentReader.Options(wholeFiles: true)).read([path])
    guard let text = reading.documents.first?.document.text else { return nil }
    return Int(String(decoding: text.utf8, as: UTF8.self).filter { !$0.isWhitespace })
  }
}
