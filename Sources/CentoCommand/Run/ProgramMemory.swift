#if canImport(Glibc)
  internal import Glibc
#endif

/// How the program's memory is asked for.
enum ProgramMemory {
  /// Has every block of 128 KiB or more given back to the system as soon as it is free.
  ///
  /// The C library begins so, but takes a large block that was freed as a sign that more such come and
  /// keeps the next ones: of 60 MB of text 20 to 40 MB were held by nobody. Pages that come new are cleared
  /// by the system, which a join of many large blocks would pay for with a tenth of its time.
  static func returnsLargeBlocks() {
    #if canImport(Glibc)
      // `mallopt` is in no header that Swift sees; where there is none, nothing is set.
      typealias Setting = @convention(c) (_ parameter: CInt, _ value: CInt) -> CInt
      guard let symbol = unsafe dlsym(nil, "mallopt") else { return }
      let mallopt = unsafe unsafeBitCast(symbol, to: Setting.self)
      let threshold: CInt = -3
      _ = mallopt(threshold, 128 << 10)
    #endif
  }

  /// Gives back the pages between blocks that are still held; reading leaves many.
  ///
  /// A megabyte of 60 of text.
  static func returnsFreePages() {
    #if canImport(Glibc)
      guard let symbol = unsafe dlsym(nil, "malloc_trim") else { return }
      let trim = unsafe unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
      _ = trim(0)
    #endif
  }
}
