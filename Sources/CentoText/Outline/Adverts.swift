/// Advertisements that libraries of texts glue to what they sell.
///
/// An advertisement names wares, says on what terms, and calls the reader to act. A short text that does at least two
/// of the three, the call among them, in a good part of its characters is one. Only the ends of articles are searched.
enum Adverts {
  private static let wares = Phrases([
    "素材", "文库", "材料", "代笔", "代写", "润笔", "范文", "课件", "资料", "稿件", "ppt", "模板", "文稿", "公文", "写作",
    "电子书", "全集", "正版",
    "templates", "ebook", "essays", "documents", "archive", "newsletter",
  ])
  private static let terms = Phrases([
    "会员", "vip", "优惠", "限时", "免费", "特价", "折扣", "低价", "价格", "每天更新", "每日更新", "同步更新", "持续更新", "下载",
    "原创", "好评", "高质量",
    "质量保障", "保密", "一键", "终身", "包年", "谨防假冒", "唯一平台", "最全", "海量", "接单", "网盘", "discount",
    "limitedtime", "membership",
    "free", "offer", "unlimited", "premium", "promocode", "%off", "sale", "download",
  ])
  private static let calls = Phrases([
    "有意加", "有意者", "添加", "欢迎加入", "请加", "加微", "微信", "公众号", "客服", "扫码", "扫一扫", "关注", "联系", "认准", "qq",
    "wx:", "vx", "加群",
    "入群", "会员群", "咨询", "热线", "订阅", "点击", "购买", "开通", "搜索", "http", "www.", "淘宝", "click",
    "subscribe", "contactus",
    "signup", "joinus", "join", "followus", "visit", "call", "whatsapp", "telegram", "wechat",
    ".com", "order",
  ])

  /// How far the scalars go towards being an advertisement; 1 is enough.
  static func score(_ scalars: [UInt32]) -> Double {
    guard scalars.count >= 6, scalars.count <= 400 else { return 0 }
    let line = Phrases.folded(scalars)
    let called = calls.found(in: line)
    guard called.count > 0 else { return 0 }
    let (offered, named) = (terms.found(in: line), wares.found(in: line))
    guard offered.count + named.count > 0 else { return 0 }
    let kinds = called.count + offered.count + named.count
    let share = Double(called.scalars + offered.scalars + named.scalars) / Double(line.count)
    return min(Double(kinds) / 3, share / 0.16)
  }

  /// Whether a sentence by itself may belong to an advertisement: a twelfth of it are words of trade.
  static func isTouched(_ scalars: [UInt32]) -> Bool {
    let line = Phrases.folded(scalars)
    let taken =
      calls.found(in: line).scalars + terms.found(in: line).scalars + wares.found(in: line).scalars
    return taken > 0 && taken * 12 >= line.count
  }

  /// The lines at the end of the text, and before lines set off by a gap, that are advertisements.
  static func lines(in manuscript: Manuscript) -> [Int: Furniture] {
    var found: [Int: Furniture] = [:]
    let lines = manuscript.lines
    let paragraphGap = Layout(manuscript).paragraphGap
    var isEnd = true
    for place in lines.indices.reversed() {
      if place + 1 < lines.count, lines[place + 1].gap > paragraphGap { isEnd = true }
      guard isEnd, place > 0 else { continue }
      if lines[place].form.cells <= 800, score(manuscript.scalars(of: lines[place])) >= 1,
        isWhole(manuscript, lines[place])
      {
        found[place] = .advert
      } else {
        isEnd = false
      }
    }
    return found
  }

  /// Whether the line is an advertisement from its first sentence on.
  private static func isWhole(_ manuscript: Manuscript, _ line: Line) -> Bool {
    guard let start = gluedStart(in: manuscript, line: line), start > line.bytes.lowerBound else {
      return true
    }
    let first = manuscript.text.scalars(inBytes: line.bytes.lowerBound..<start)
    return isTouched(first)
  }

  /// Where an advertisement begins that is glued to the end of the line: a byte, the first of a sentence.
  static func gluedStart(in manuscript: Manuscript, line: Line) -> Int? {
    let text = manuscript.text
    let tail = max(line.bytes.lowerBound, line.bytes.upperBound - 1200)
    var bounds: [Int] = []
    var offset = tail
    while offset < line.bytes.upperBound, text.utf8[offset] & 0xC0 == 0x80 { offset += 1 }
    var afterStop = false
    while offset < line.bytes.upperBound {
      let (value, length) = text.scalar(atByte: offset)
      if afterStop, !Signs.isCloser(value), !Signs.isStop(value) {
        bounds.append(offset)
        afterStop = false
      } else if value == 0x3010, offset > line.bytes.lowerBound {
        bounds.append(offset)
      }
      if Signs.isStop(value) { afterStop = value != 0x2E || isSpaced(text, offset + 1) }
      offset += length
    }
    var start: Int?
    var end = line.bytes.upperBound
    for bound in bounds.reversed() {
      let sentence = text.scalars(inBytes: bound..<end)
      guard isTouched(sentence) else { break }
      if score(text.scalars(inBytes: bound..<line.bytes.upperBound)) >= 1 { start = bound }
      end = bound
    }
    return start
  }

  private static func isSpaced(_ text: SourceText, _ offset: Int) -> Bool {
    offset < text.utf8.count && Signs.isSpace(text.scalar(atByte: offset).value)
  }
}

extension Adverts {
  /// Cuts advertisements off the last paragraphs of articles.
  static func cutGlued(_ manuscript: inout Manuscript) {
    let lines = manuscript.lines
    for place in lines.indices where manuscript.roles[place] == .body {
      guard place + 1 == lines.count || manuscript.roles[place + 1] == .title,
        let start = gluedStart(in: manuscript, line: lines[place]),
        start > lines[place].bytes.lowerBound,
        !manuscript.furniture.contains(where: { $0.span.bytes.contains(start) })
      else { continue }
      let line = lines[place]
      let advert = manuscript.text.trimmed(bytes: start..<line.bytes.upperBound)
      let rest = manuscript.text.trimmed(bytes: line.bytes.lowerBound..<start)
      guard !rest.isEmpty, !advert.isEmpty else { continue }
      manuscript.furniture.append((.advert, advert))
      (manuscript.lines[place].bytes, manuscript.lines[place].scalars) = (rest.bytes, rest.scalars)
      manuscript.lines[place].form = LineForm(of: manuscript.text, in: rest.bytes)
    }
  }
}
