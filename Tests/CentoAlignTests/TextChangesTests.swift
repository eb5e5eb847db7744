import CentoAlign
import CentoTestSupport
import CentoText
import Testing

@Suite struct TextChangesTests {
  /// The changes between two texts in words, folded by case alone.
  private func changes(_ a: String, _ b: String) -> [String] {
    func text(_ text: String) -> ChangedText {
      let original = scalars(text)
      return ChangedText(
        folded: original.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }, original: original)
    }
    let (x, y) = (scalars(a), scalars(b))
    return TextChanges.between(text(a), text(b)).map { change in
      "\(change.kind.rawValue): \(string(x[change.a])) → \(string(y[change.b]))"
    }
  }

  private func string(_ scalars: ArraySlice<UInt32>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars { if let scalar = Unicode.Scalar(scalar) { text.append(scalar) } }
    return String(text)
  }

  @Test(.tags(.unit)) func numbersWithTheirUnits() {
    #expect(changes("税收增长32.5%，高于去年", "税收增长41%，高于去年") == ["number: 32.5% → 41%"])
    #expect(changes("登记企业6307户", "登记企业2400多户") == ["number: 6307户 → 2400多户"])
    #expect(changes("共1,234万元整", "共1,334万元整") == ["number: 1,234万元 → 1,334万元"])
    #expect(
      changes("同比增长百分之七点四，共有", "同比增长百分之九，共有") == ["number: 百分之七点四 → 百分之九"])
    #expect(changes("一万二千三百户企业", "一万三千三百户企业") == ["number: 一万二千三百户 → 一万三千三百户"])
    #expect(changes("it cost $5.20 then", "it cost $6 then") == ["number: $5.20 → $6"])
    #expect(changes("共3个、5家、8人", "共4个、5家、9人") == ["number: 3个 → 4个", "number: 8人 → 9人"])
  }

  @Test(.tags(.unit)) func datesAsWholes() {
    #expect(
      changes("于2023年5月12日召开", "于2024年6月1日召开") == ["date: 2023年5月12日 → 2024年6月1日"])
    #expect(changes("于2023年5月12日召开", "于2023年5月13日召开") == ["date: 2023年5月12日 → 2023年5月13日"])
    #expect(changes("在3月举行", "在11月举行") == ["date: 3月 → 11月"])
    #expect(
      changes("on 12 May 2023 they met", "on 3 June 2024 they met")
        == ["date: 12 May 2023 → 3 June 2024"])
    #expect(
      changes("on May 12, 2023 they met", "on June 3, 2024 they met")
        == ["date: May 12, 2023 → June 3, 2024"])
    #expect(changes("they may meet", "they can meet") == ["wording: may → can"])
  }

  @Test(.tags(.unit)) func masks() {
    #expect(changes("负责人刘琳表示，市场", "负责人XX表示，市场") == ["mask: 刘琳 → XX"])
    #expect(changes("由王磊负责", "由王某负责") == ["mask: 王磊 → 王某"])
    #expect(
      changes("负责人刘琳表示，市场", "负责人XX在会上表示，近年来，市场")
        == ["mask: 刘琳 → XX", "wording:  → 在会上", "wording:  → 近年来"])
    #expect(changes("完成了83项工作", "完成了**项工作") == ["mask: 83项 → **项"])
  }

  @Test(.tags(.unit)) func namesAndPlacesByForm() {
    #expect(changes("负责人刘琳表示，市场", "负责人王伟表示，市场") == ["name: 刘琳 → 王伟"])
    #expect(changes("局长刘琳的讲话", "局长刘伟的讲话") == ["name: 刘琳 → 刘伟"])
    #expect(changes("在浙江省开展试点", "在江苏省开展试点") == ["place: 浙江省 → 江苏省"])
    #expect(changes("在杭州市登记", "在宁波市登记") == ["place: 杭州市 → 宁波市"])
    #expect(changes("，推动区域合作", "，积极开展区域合作") == ["wording: 推动 → 积极开展"])
    #expect(changes("发展现代城市经济", "发展美丽农村经济") == ["wording: 现代城市 → 美丽农村"])
    #expect(changes("then Alice said so", "then Robert said so") == ["name: Alice → Robert"])
    #expect(changes("Alice said so", "Robert said so") == ["wording: Alice → Robert"])
    #expect(changes("over. The cat", "over. A cat").map { $0.prefix(7) } == ["wording"])
  }

  @Test(.tags(.unit)) func wordingAsFragments() {
    #expect(changes("优化法治化营商环境的论述", "优化营商环境工作的论述") == ["wording: 法治化 → ", "wording:  → 工作"])
    #expect(changes("提高服务质量", "提升服务水平") == ["wording: 提高 → 提升", "wording: 质量 → 水平"])
    #expect(changes("市场监管部门将持续推进", "市场监管部门职责，持续推进") == ["wording: 将 → 职责"])
    #expect(
      changes("风险分类管理，实施差异化", "风险分类管理，按照不同的信用风险等级实施差异化")
        == ["wording:  → 按照不同的信用风险等级"])
    #expect(changes("会议强调，要抓好落实", "会议强调，一定要坚持不懈，要抓好落实") == ["wording:  → 一定要坚持不懈"])
    #expect(changes("the quick brown fox", "the quick red fox") == ["wording: brown → red"])
  }

  @Test(.tags(.unit)) func whatCouldStandInSeveralPlacesIsCutAtWords() {
    #expect(changes("全党全军全国各族人民", "全国各族人民") == ["wording: 全党全军 → "])
    #expect(changes("优化法治化营商环境", "优化营商环境") == ["wording: 法治化 → "])
  }

  @Test(.tags(.unit)) func movedWordsAreOneChange() {
    #expect(
      changes("深化改革开放，扩大有效投资需求，保障民生", "扩大有效投资需求，深化改革开放，保障民生")
        == ["moved: 深化改革开放 → 深化改革开放"])
  }

  @Test(.tags(.unit)) func punctuationComesLastAndSpaceIsNoChange() {
    #expect(changes("规范、便利，统一42户", "规范，便利，统一43户") == ["number: 42户 → 43户", "punctuation: 、 → ，"])
    #expect(changes("规范 便利", "规范便利") == [])
    #expect(changes("", "") == [])
    #expect(changes("", "新增") == ["wording:  → 新增"])
  }

  @Test(.tags(.laws)) func whatChangesLeaveIsEqual() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let signs = scalars("改革开放服务2023年5月12日，。32.5%XX刘琳省市 the Cat")
    for round in 0..<(400 * TestKnobs.scale) {
      let count = round % 40 == 0 ? 3000 : 60
      let a = (0..<count).map { _ in signs[Int.random(in: signs.indices, using: &random)] }
      let b = edited(a, rate: 0.1, 40, &random)
      let list = TextChanges.between(ChangedText(folded: a), ChangedText(folded: b))
      #expect(kept(a, list.map(\.a)) == kept(b, list.map(\.b)))
      #expect(list.allSatisfy { !$0.a.isEmpty || !$0.b.isEmpty })
      // No script is shorter than a shortest one.
      let covered = list.reduce(0) { $0 + max($1.a.count, $1.b.count) }
      let marks = a.count + b.count - wordlike(a) - wordlike(b)
      #expect(covered + marks >= EditScript(from: a[...], to: b[...]).edits)
      #expect(TextChanges.between(ChangedText(folded: a), ChangedText(folded: a)).isEmpty)
      let back = TextChanges.between(ChangedText(folded: b), ChangedText(folded: a))
      #expect(kept(b, back.map(\.a)) == kept(a, back.map(\.b)))
    }
  }

  /// The words and numbers that no change covers.
  private func kept(_ text: [UInt32], _ changed: [Range<Int>]) -> [UInt32] {
    text.indices.filter { place in
      ScalarClass(of: text[place]).isWordlike && !changed.contains { $0.contains(place) }
    }.map { text[$0] }
  }

  private func wordlike(_ text: [UInt32]) -> Int {
    text.count { ScalarClass(of: $0).isWordlike }
  }

  @Test(.tags(.survival)) func textsWithNothingInCommonEndInTime() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let a = letters(30_000, 5_000, &random)
    let b = letters(30_000, 5_000, &random)
    #expect(!TextChanges.between(ChangedText(folded: a), ChangedText(folded: b)).isEmpty)
    let marks = [UInt32](repeating: 0x3002, count: 20_000)
    #expect(TextChanges.between(ChangedText(folded: marks), ChangedText(folded: [])).count == 1)
    let odd: [UInt32] = [0, 0xD800, 0x10FFFF, 0x110000, 0x34, 0x5E74, 0x767E, 0x5206, 0x4E4B, 0x24]
    for start in odd.indices {
      _ = TextChanges.between(
        ChangedText(folded: Array(odd[start...])), ChangedText(folded: odd.reversed()))
    }
  }
}
