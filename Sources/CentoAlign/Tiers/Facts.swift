internal import CentoText

/// The numbers and masks of a stretch: what differs when a template is filled in twice.
enum Facts {
  /// Whether two stretches share words and differ in most of their numbers, numbers standing close
  /// together.
  ///
  /// A mask is a fact that is not known, so it never agrees.
  static func differ(
    _ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, signs: Int, script: Script
  ) -> Bool {
    let (numbersA, numbersB) = (numbers(a), numbers(b))
    let most = max(numbersA.count, numbersB.count)
    guard most >= 2, min(numbersA.count, numbersB.count) >= 2 else { return false }
    guard signs < most * (script == .ideographic ? 12 : 40) else { return false }
    var rest = numbersB
    var agreeing = 0
    for number in numbersA where !number.isEmpty {
      if let place = rest.firstIndex(of: number) {
        rest.remove(at: place)
        agreeing += 1
      }
    }
    return agreeing * 2 < most
  }

  /// Runs of digits, with points inside; a run of masks is an empty number.
  private static func numbers(_ scalars: ArraySlice<UInt32>) -> [[UInt32]] {
    var numbers: [[UInt32]] = []
    var current: [UInt32] = []
    for scalar in scalars {
      if ScalarClass(of: scalar) == .digit {
        current.append(scalar)
      } else if scalar == 0x2E, !current.isEmpty {
        continue
      } else if !current.isEmpty {
        numbers.append(current)
        current = []
      }
    }
    if !current.isEmpty { numbers.append(current) }
    return numbers
  }
}
