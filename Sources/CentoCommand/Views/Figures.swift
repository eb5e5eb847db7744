/// Numbers as people read them.
enum Figures {
  /// A whole number with commas between the thousands.
  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// A count and its noun: "1 article", "53 articles".
  static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// A share of one as a percentage without decimals, never rounded up to 100.
  static func percent(_ share: Double) -> String {
    share >= 1 ? "100 %" : "\(min(99, Int((share * 100).rounded()))) %"
  }

  /// A share of one as a percentage with one decimal, never rounded up to 100 or down to 0.
  static func finePercent(_ share: Double) -> String {
    if share >= 1 { return "100 %" }
    if share > 0, share < 0.0005 { return "< 0.1 %" }
    return "\(tenths(min(99.9, share * 100))) %"
  }

  /// A number with one decimal.
  static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(grouped(tenths / 10)).\(tenths % 10)"
  }

  /// A score with three decimals.
  static func score(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let fraction = String(thousandths % 1000)
    let zeros = String(repeating: "0", count: 3 - fraction.count)
    return "\(thousandths / 1000).\(zeros)\(fraction)"
  }
}
