/// Distinct numbers in order.
struct SortedNumbers {
  let numbers: [Int]

  /// These numbers, in any order.
  init(_ numbers: [Int]) {
    var distinct: [Int] = []
    for number in numbers.sorted() where distinct.last != number { distinct.append(number) }
    self.numbers = distinct
  }

  /// Numbers that are distinct and in order already.
  init(sorted numbers: [Int]) {
    self.numbers = numbers
  }

  /// Whether a number is one of these.
  ///
  /// - Complexity: O(log n).
  func contains(_ number: Int) -> Bool {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == number
  }
}
