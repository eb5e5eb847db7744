#if canImport(Glibc)
  internal import Glibc
#endif

/// Gives the whole pages between two places of a block of memory back to the system; the block stays
/// as long as it is, and what stood there is lost.
///
/// A hint: where the system knows none such, nothing happens.
func release(_ start: UnsafeMutableRawPointer, upTo end: UnsafeMutableRawPointer) {
  #if canImport(Glibc)
    let page = UInt(max(1, sysconf(Int32(_SC_PAGESIZE))))
    let first = (UInt(bitPattern: start) + page - 1) / page * page
    let last = UInt(bitPattern: end) / page * page
    if first < last, let place = unsafe UnsafeMutableRawPointer(bitPattern: first) {
      _ = unsafe madvise(place, Int(last - first), MADV_DONTNEED)
    }
  #endif
}

/// Asks the system to hold the memory from `start` up to `end` in large pages, where it has them; it
/// may not.
func holdInLargePages(_ start: UnsafeMutableRawPointer, upTo end: UnsafeMutableRawPointer) {
  #if canImport(Glibc)
    // Within a few of them there is little to look up.
    guard UInt(bitPattern: end) - UInt(bitPattern: start) >= 1 << 23 else { return }
    let page = UInt(max(1, sysconf(Int32(_SC_PAGESIZE))))
    let first = (UInt(bitPattern: start) + page - 1) / page * page
    let last = UInt(bitPattern: end) / page * page
    if let place = unsafe UnsafeMutableRawPointer(bitPattern: first) {
      _ = unsafe madvise(place, Int(last - first), MADV_HUGEPAGE)
    }
  #endif
}
