#if canImport(Glibc)
  internal import Glibc
#endif

/// Gives the whole pages between two places of a block of memory back to the system; the block stays
/// as long as it is, and what stood there is lost.
///
/// A hint: where the system knows none such, nothing happens.
func release(_ start: UnsafeMutableRawPointer, upTo end: UnsafeMutableRawPointer) {
  #if canImport(Glibc)
    unsafe advise(MADV_DONTNEED, start, upTo: end)
  #endif
}

/// Asks the system to hold the memory between two places of a block in large pages; a hint, as above.
func holdInLargePages(_ start: UnsafeMutableRawPointer, upTo end: UnsafeMutableRawPointer) {
  #if canImport(Glibc)
    // Of 2 MiB each: where there would be hardly any, there is little to look up either.
    guard UInt(bitPattern: end) - UInt(bitPattern: start) >= 8 << 20 else { return }
    unsafe advise(MADV_HUGEPAGE, start, upTo: end)
  #endif
}

#if canImport(Glibc)
  /// Tells the system what will become of the whole pages between two places.
  private func advise(
    _ advice: Int32, _ start: UnsafeMutableRawPointer, upTo end: UnsafeMutableRawPointer
  ) {
    let page = UInt(max(1, sysconf(Int32(_SC_PAGESIZE))))
    let first = (UInt(bitPattern: start) + page - 1) / page * page
    let last = UInt(bitPattern: end) / page * page
    if first < last, let place = unsafe UnsafeMutableRawPointer(bitPattern: first) {
      _ = unsafe madvise(place, Int(last - first), advice)
    }
  }
#endif
