internal import Glibc

/// Tells a BLAS that has threads of its own to use one.
///
/// The work is tiled here, on threads that are already busy: two layers of threads took two and a half
/// times as long in a trial, and a library that cuts its sums by its own thread count would change our
/// bits. The setting is of the whole process and stays. The reference BLAS has no threads and no such symbol.
enum SingleThreadedBLAS {
  /// Reading it makes sure, once.
  static let isSet: Bool = {
    typealias SetThreads = @convention(c) (Int32) -> Void
    for name in ["openblas_set_num_threads", "goto_set_num_threads"] {
      guard let symbol = unsafe dlsym(nil, name) else { continue }
      unsafe unsafeBitCast(symbol, to: SetThreads.self)(1)
      return true
    }
    return false
  }()
}
