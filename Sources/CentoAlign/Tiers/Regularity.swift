internal import CentoText

/// How much of a stretch repeats itself: slogans and set phrases are built in parallel.
enum Regularity {
  /// The share from which a short stretch is a slogan.
  private static let parallel = 0.45

  /// Whether much of a stretch lies in grams that it holds twice, by the script's seed length.
  static func isParallel(_ scalars: ArraySlice<UInt32>, script: Script) -> Bool {
    let signs = scalars.filter { ScalarClass(of: $0).isWordlike }
    let length = Int(Script.seedShare / script.share)
    guard signs.count >= 2 * length else { return false }
    var isRepeated = [Bool](repeating: false, count: signs.count)
    for first in 0..<signs.count - length {
      for second in first + 1...signs.count - length
      where signs[first..<first + length] == signs[second..<second + length] {
        for place in 0..<length {
          isRepeated[first + place] = true
          isRepeated[second + place] = true
        }
      }
    }
    return Double(isRepeated.count { $0 }) >= parallel * Double(signs.count)
  }
}
