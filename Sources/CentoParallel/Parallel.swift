internal import Dispatch
internal import Synchronization

/// Work over the cores of one machine, with answers in the order of the questions.
///
/// One worker runs on each thread and takes the next task from a shared counter, so that uneven tasks
/// balance; a task should be worth at least some tens of microseconds. What is computed may not
/// depend on the number of threads: a task writes to its own place only.
public enum Parallel {
  /// The number of cores that the system offers this process, at least 1.
  public static let cores = max(1, processorCount())

  /// The results of `body` for 0 ..< `count`, in that order.
  ///
  /// - Parameters:
  ///   - count: The number of tasks.
  ///   - threads: The number of workers; 1 runs everything on the calling thread.
  ///   - body: One task. It is called exactly once for each index, from any thread.
  public static func map<Result: Sendable>(
    count: Int, threads: Int = cores, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    if threads <= 1 || count <= 1 {
      return (0..<count).map(body)
    }
    return unsafe [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      let slots = unsafe Slots(base: buffer.baseAddress)
      forEach(count: count, threads: threads) { index in
        unsafe slots.initialize(index, to: body(index))
      }
      initialized = count
    }
  }

  /// One value for each of `0 ..< count`, in that order, in tasks of `size`.
  ///
  /// Each is written where it stays: none is held twice.
  package static func array<Element: Sendable>(
    count: Int, size: Int, threads: Int, _ body: @Sendable (Int) -> Element
  ) -> [Element] {
    let tasks = blocks(of: count, size: size)
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      let slots = unsafe Slots(base: buffer.baseAddress)
      forEach(count: tasks.count, threads: threads) { task in
        for index in tasks[task] { unsafe slots.initialize(index, to: body(index)) }
      }
      initialized = count
    }
  }

  /// Calls `body` once for each of 0 ..< `count`, on up to `threads` threads.
  public static func forEach(
    count: Int, threads: Int = cores, _ body: @Sendable (Int) -> Void
  ) {
    let workers = min(threads, count)
    guard workers > 1 else {
      for index in 0..<max(0, count) { body(index) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        body(index)
      }
    }
  }

  /// `0 ..< count` cut into ranges of `size`, the last one shorter.
  public static func blocks(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: max(1, size)).map { $0..<min(count, $0 + max(1, size)) }
  }

  /// Runs of neighbours whose sizes add up to `most` at most, single ones excepted.
  package static func runs(of sizes: [Int], upTo most: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var (start, sum) = (0, 0)
    for (place, size) in sizes.enumerated() {
      if sum > 0, size > most - sum {
        runs.append(start..<place)
        (start, sum) = (place, 0)
      }
      sum += size
    }
    if start < sizes.count { runs.append(start..<sizes.count) }
    return runs
  }

  /// Places of an uninitialised array, each written by exactly one task.
  ///
  /// Sendable because the tasks write to disjoint places and the caller waits for all of them.
  @safe private struct Slots<Element>: @unchecked Sendable {
    private let base: UnsafeMutablePointer<Element>?

    init(base: UnsafeMutablePointer<Element>?) {
      unsafe self.base = base
    }

    @unsafe func initialize(_ index: Int, to value: Element) {
      unsafe base.unsafelyUnwrapped.advanced(by: index).initialize(to: value)
    }
  }
}
