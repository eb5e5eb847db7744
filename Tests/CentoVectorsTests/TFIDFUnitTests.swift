import CentoGrams
import CentoMatrix
import CentoTestSupport
import CentoVectors
import Testing

@Suite("TF-IDF by hand", .tags(.unit))
struct TFIDFUnitTests {
  @Test("two units of three letters")
  func twoUnits() throws {
    let texts = ["abc", "abd"]
    let (model, rows) = try TFIDFModel.fit(
      count: 2, options: .init(ngrams: NGramRange(2, 3)), threads: 1,
      text: { scalars(texts[$0]) })
    #expect((0..<model.terms).map(model.gram(at:)) == ["ab", "abc", "abd", "bc", "bd"])
    #expect(rows.indptr == [0, 3, 6])
    #expect(rows.indices == [0, 1, 3, 0, 2, 4])
    #expect(model.documentFrequency(of: "ab") == 2)
    #expect(model.documentFrequency(of: "abc") == 1)
    #expect(model.documentFrequency(of: "a") == 0)
    #expect(model.documentFrequency(of: "zz") == 0)
    // idf(ab) = ln(3/3) + 1 = 1; the others ln(3/2) + 1 = 1.405465108…; norm √(1 + 2 · 1.9753…) =
    // 2.2247…
    #expect(abs(rows.data[0] - 0.449_436_42) < 1e-7)
    #expect(abs(rows.data[1] - 0.631_667_1) < 1e-6)
  }

  @Test("explain names the shared grams, the greatest product first")
  func explain() throws {
    let texts = ["ababx", "abyy", "zz"]
    let (model, _) = try TFIDFModel.fit(
      count: 3, options: .init(ngrams: NGramRange(1, 2)), threads: 1,
      text: { scalars(texts[$0]) })
    let shared = model.explain(scalars("ababx"), scalars("abyy"))
    #expect(shared.map(\.gram) == ["a", "ab", "b"])
    #expect(shared.map(\.tfA) == [2, 2, 2])
    #expect(shared.map(\.tfB) == [1, 1, 1])
    // ln(4/3) + 1
    #expect(abs(shared[0].idf - 1.287_682_072_451_781) < 1e-12)
    #expect(shared[0].product == shared[0].weightA * shared[0].weightB)
    #expect(model.explain(scalars("ababx"), scalars("zz")).isEmpty)
  }

  @Test("units shorter than the shortest gram have empty rows and are counted")
  func shortUnits() throws {
    let texts = ["", "a", "ab"]
    let (model, rows) = try TFIDFModel.fit(
      count: 3, options: .init(ngrams: NGramRange(2, 3)), threads: 2,
      text: { scalars(texts[$0]) })
    #expect(model.documents == 3)
    #expect(rows.indptr == [0, 0, 0, 1])
    #expect(rows.data == [1])
    let (none, empty) = try TFIDFModel.fit(
      count: 0, options: .init(), threads: 2, text: { _ in [] })
    #expect(none.terms == 0)
    #expect(empty.count == 0)
  }

  @Test("two white spaces are one space, one tab stays a tab")
  func whiteSpace() {
    #expect(WhiteSpaceRuns.collapsed(scalars("a\tb")) == scalars("a\tb"))
    #expect(WhiteSpaceRuns.collapsed(scalars("a\t\u{3000}b \n")) == scalars("a b "))
    // Zero width space and Mongolian vowel separator are no white space to Python.
    #expect(WhiteSpaceRuns.isWhiteSpace(0x200B) == false)
    #expect(WhiteSpaceRuns.isWhiteSpace(0x180E) == false)
  }

  @Test("impossible lengths are refused with the next step")
  func ranges() throws {
    #expect(throws: GramError.range(lower: 5, upper: 2)) { try NGramRange(5, 2) }
    #expect(throws: GramError.range(lower: 0, upper: 2)) { try NGramRange(0, 2) }
    #expect(throws: GramError.range(lower: 1, upper: 33)) { try NGramRange(1, 33) }
    #expect(try NGramRange(2, 3) == .standard)
    #expect(try NGramRange(4, 7).description == "4-7")
  }
}
