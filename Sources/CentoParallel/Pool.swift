internal import Synchronization

/// Things that tasks take and give back, so that there is one a thread and not one a task.
package final class Pool<Item: Sendable>: Sendable {
  private let free = Mutex<[Item]>([])
  private let make: @Sendable () -> Item

  /// An empty pool, which makes what it lacks.
  package init(_ make: @escaping @Sendable () -> Item) {
    self.make = make
  }

  /// Runs `body` with an item of its own.
  package func with<Result>(_ body: (Item) -> Result) -> Result {
    let item = free.withLock { $0.popLast() } ?? make()
    defer { free.withLock { $0.append(item) } }
    return body(item)
  }
}
