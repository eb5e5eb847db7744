internal import CentoText

/// The numbers of a stretch: what differs when a template is filled in twice.
enum Facts {
  /// Whether two stretches share words and differ in most of their numbers, numbers standing close
  /// together.
  static func differ(
    _ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, signs: Int, script: Script
  ) -> Bool {
    let numbersA = numbers(a)
    guard numbersA.count >= 2 else { return false }
    let numbersB = numbers(b)
    guard numbersB.count >= 2 else { return false }
    let most = max(numbersA.count, numbersB.count)
    guard signs < most * (script == .ideographic ? 12 : 40) else { return false }
    var rest = numbersB
    var agreeing = 0
    for number in numbersA {
      if let place = rest.firstIndex(of: number) {
        rest.remove(at: place)
        agreeing += 1
      }
    }
    return agreeing * 2 < most
  }

  /// The numbers of a stretch, in Arabic digits and in Chinese numerals.
  private static func numbers(_ scalars: ArraySlice<UInt32>) -> [[UInt32]] {
    let scalars = Array(scalars)
    var numbers: [[UInt32]] = []
    var place = 0
    while place < scalars.count {
      let end = digitsEnd(scalars, from: place) ?? ChangeNumerals.factEnd(scalars, from: place)
      if let end {
        numbers.append(scalars[place..<end].filter { $0 != point })
        place = end
      } else {
        place += 1
      }
    }
    return numbers
  }

  /// The end of a run of digits with points inside.
  private static func digitsEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    guard ScalarClass(of: scalars[start]) == .digit else { return nil }
    var end = start
    while end < scalars.count, scalars[end] == point || ScalarClass(of: scalars[end]) == .digit {
      end += 1
    }
    return end
  }

  private static let point: UInt32 = 0x2E
}
