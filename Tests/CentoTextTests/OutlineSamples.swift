import CentoText

/// What an outline says, as short lines that a person can write by hand.
func sketch(_ string: String) -> [String] {
  let text = SourceText(string)
  let outline = Outliner().outline(of: Document(id: DocumentID(rawValue: "d"), text: text))
  return outline.elements.map { element in
    let words = text[element.span].split(whereSeparator: \.isNewline).joined(separator: "/")
    switch element.kind {
    case .title: return "T \(words)"
    case .heading: return "H \(words)"
    case .paragraph(let number): return "\(element.article ?? 0).\(number) \(words.prefix(6))"
    case .furniture(let kind): return "~\(kind.rawValue) \(words)"
    }
  }
}

/// The titles of the articles that are found, "-" for none.
func titles(_ string: String) -> [String] {
  let document = Document(id: DocumentID(rawValue: "d"), text: SourceText(string))
  return Outliner().outline(of: document).articles.map { $0.titleText ?? "-" }
}

/// Paragraphs to build samples from: each on a subject of its own.
enum Sample {
  static let river = "近年来，县水务局沿着清溪河修建步道，拆除旧堤，河水一年比一年清，白鹭又回到岸边的柳树上。"
  static let river2 = "水务局每周取水样，河长每天巡河，发现垃圾当天清走，沿岸的村民也自己组织起护河队。"
  static let school = "今年以来，城东小学把操场借给附近的居民使用，晚上灯火通明，孩子和老人一起跑步打球。"
  static let school2 = "校长说，学校的操场本来就属于大家，门卫只要登记名字，就可以进来锻炼身体。"
  static let bus = "日前，公交公司开通了到北山矿区的夜班车，矿工下班以后再也不用走十里山路回家。"
  static let bus2 = "司机老周每晚跑四趟，他说最后一趟车上总有人睡着，他就到站以后轻轻叫醒他们。"
}
