/// A picture in the making: elements of SVG 1.1, written from back to front, nothing fetched from elsewhere.
struct SVGDocument {
  /// How every picture of ours begins, by which an older one is known.
  static let opening = #"<svg xmlns="http://www.w3.org/2000/svg" version="1.1""#

  private static let fonts =
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    + "'WenQuanYi Micro Hei','Noto Sans',sans-serif"

  private(set) var text: String

  /// A white picture of this size in pixels.
  init(width: Int, height: Int, title: String) {
    text =
      Self.opening
      + " width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
      + " font-family=\"\(Self.fonts)\">\n<title>\(Self.escaped(title))</title>\n"
      + "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>\n"
  }

  /// The whole file.
  var finished: String { text + "</svg>\n" }

  /// Adds a circle; a person who points at it reads `hint`.
  mutating func circle(
    _ center: SIMD2<Double>, radius: Double, fill: String, stroke: String, width: Double = 0.6,
    hint: String? = nil
  ) {
    text +=
      "<circle cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\" "
      + "r=\"\(Self.number(radius))\" fill=\"\(fill)\" stroke=\"\(stroke)\" "
      + "stroke-width=\"\(Self.number(width))\""
    text += hint.map { "><title>\(Self.escaped($0))</title></circle>\n" } ?? "/>\n"
  }

  /// Adds a line.
  mutating func line(
    _ start: SIMD2<Double>, _ end: SIMD2<Double>, stroke: String, width: Double = 1
  ) {
    text +=
      "<line x1=\"\(Self.number(start.x))\" y1=\"\(Self.number(start.y))\" "
      + "x2=\"\(Self.number(end.x))\" y2=\"\(Self.number(end.y))\" stroke=\"\(stroke)\" "
      + "stroke-width=\"\(Self.number(width))\"/>\n"
  }

  /// Where a line of text stands about its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// Adds a line of text, its baseline at `place`; with a halo it reads on top of anything.
  mutating func label(
    _ string: String, at place: SIMD2<Double>, size: Int, fill: String = "#222222",
    anchor: Anchor = .start, bold: Bool = false, halo: Bool = false
  ) {
    let attributes =
      "x=\"\(Self.number(place.x))\" y=\"\(Self.number(place.y))\" font-size=\"\(size)\" "
      + "text-anchor=\"\(anchor.rawValue)\"" + (bold ? " font-weight=\"bold\"" : "")
    let escaped = Self.escaped(string)
    // Twice, since not every viewer paints strokes below fills when told to.
    if halo {
      text +=
        "<text \(attributes) fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"4\" "
        + "stroke-linejoin=\"round\">\(escaped)</text>\n"
    }
    text += "<text \(attributes) fill=\"\(fill)\">\(escaped)</text>\n"
  }

  /// Adds a picture of dots, shown without smoothing.
  mutating func image(png: [UInt8], at place: SIMD2<Double>, size: SIMD2<Double>) {
    text +=
      "<image x=\"\(Self.number(place.x))\" y=\"\(Self.number(place.y))\" "
      + "width=\"\(Self.number(size.x))\" height=\"\(Self.number(size.y))\" "
      + "preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" "
      + "href=\"data:image/png;base64,\(Base64.encoded(png))\"/>\n"
  }

  /// A number with one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let digits = tenths.magnitude
    return digits % 10 == 0 ? "\(sign)\(digits / 10)" : "\(sign)\(digits / 10).\(digits % 10)"
  }

  /// Text as XML holds it; what XML cannot hold becomes U+FFFD.
  static func escaped(_ string: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n", "\r": result.append(" ")
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

/// Bytes as letters (RFC 4648).
enum Base64 {
  private static let signs = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 3 * 4 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var word = 0
      for place in 0..<3 { word = word << 8 | (place < count ? Int(bytes[start + place]) : 0) }
      for place in 0..<4 {
        text.append(place <= count ? signs[word >> (18 - 6 * place) & 63] : 0x3D)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
