import CentoBench
import CentoTestSupport
import CentoText
import Testing

private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

private func string(_ scalars: some Sequence<UInt32>) -> String {
  var text = ""
  for scalar in scalars { text.unicodeScalars.append(Unicode.Scalar(scalar) ?? "?") }
  return text
}

@Suite(.tags(.unit)) struct EditingTests {
  private let editor = PlantEditor(
    model: FillerModel([scalars("天地玄黄宇宙洪荒日月盈昃"), scalars("every good boy does fine")]))

  private func edited(_ text: String, _ kind: PlantKind, _ rate: Int, seed: UInt64 = 1) -> String {
    var numbers = SeededNumbers(seed: seed, for: .plant)
    return string(editor.edited(scalars(text), kind, rate: rate, &numbers))
  }

  @Test func clausesChangePlacesAndPunctuationStays() {
    #expect(edited("甲甲，乙乙；丙丙。", .clauses, 1) == "乙乙，甲甲；丙丙。")
    #expect(edited("one two, three; four.", .clauses, 1) == "three, one two; four.")
    #expect(edited("没有标点", .clauses, 400) == "没有标点")
    #expect(edited("at 3,000 metres, cold.", .clauses, 1) == "cold, at 3,000 metres.")
  }

  @Test func everythingDeleted() {
    #expect(edited("甲乙，丙。", .deletion, 1000) == "，。")
    #expect(edited("one two, three", .deletion, 1000) == ",")
  }

  @Test func substitutionKeepsTheShapeOfTheText() {
    let chinese = scalars(edited("一二三四五，六七八九十。", .substitution, 1000))
    #expect(chinese.count == 12)
    #expect(chinese[5] == 0xFF0C && chinese[11] == 0x3002)
    let english = edited("one two, three.", .substitution, 1000)
    #expect(english.split(separator: " ").count == 3)
    #expect(english.hasSuffix(".") && !english.contains("one"))
  }

  @Test func insertionAddsAndTakesNothing() {
    let text = edited("甲乙丙", .insertion, 1000)
    #expect(text.unicodeScalars.count == 6)
    #expect(
      text.unicodeScalars.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) == [
        "甲", "乙", "丙",
      ])
  }

  @Test func rateIsAShareOfWhatCanBeChanged() {
    let text = String(repeating: "甲", count: 100)
    let changed = scalars(edited(text, .substitution, 200)).count { $0 != 0x7532 }
    #expect(changed == 20)
    #expect(edited(text, .deletion, 50).unicodeScalars.count == 95)
  }

  @Test func particulars() {
    func found(_ text: String) -> [String] {
      Masking.particulars(in: scalars(text)).map { string(scalars(text)[$0]) }
    }
    #expect(found("共投资3,500.5万元。") == ["3,500.5"])
    #expect(found("在西双县开展") == ["西双"])
    #expect(found("据张小明介绍") == ["小明"])
    #expect(found("In May, Tony Blair said") == ["May", "Tony Blair"])
    #expect(found("增长二十三，一样") == ["二十三"])
  }

  @Test func masksAndDigits() {
    let masked = edited("增长12，下降34。", .masking, 1000)
    #expect(["增长XX，下降XX。", "增长xx，下降xx。", "增长**，下降**。", "增长某，下降某。"].contains(masked))
    let digits = edited("2024年", .digits, 1000)
    #expect(digits.hasSuffix("年") && digits.unicodeScalars.count == 5)
    #expect(zip(digits, "2024").allSatisfy { $0 != $1 })
    #expect(edited("没有", .digits, 1000) == "没有")
  }

  @Test func widthAndPunctuation() {
    #expect(edited("“甲”，Ａ3。", .width, 1000) == "「甲」,A３．")
    #expect(edited("say 'no'", .width, 1000) == "say ’no’")
  }

  @Test func numbersAreTheSameEverywhere() {
    var numbers = SeededNumbers(seed: 7, for: .plant, at: 3)
    let first = (0..<4).map { _ in numbers.below(1000) }
    // Worked out by a second implementation, in Python.
    #expect(first == [962, 478, 130, 115])
  }
}
