import CentoGrams
import CentoTestSupport
import Testing

@Suite("Terms of topics")
struct TopicTermTests {
  func runs(_ text: String) -> [String] {
    let scalars = text.unicodeScalars.map(\.value)
    return TopicRun.runs(in: scalars).map { run in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[run.range].compactMap(Unicode.Scalar.init))
      return (run.kind == .word ? "w:" : "") + String(view)
    }
  }

  @Test("Runs end at punctuation, digits and masks", .tags(.unit))
  func cutting() {
    #expect(runs("为xx县3家firms减税") == ["为", "县", "家", "w:firms", "减税"])
    #expect(runs("张某某说，某县") == ["张", "说", "县"])
    #expect(runs("don't panic: a b2b xxx") == ["w:don", "w:panic"])
    #expect(runs("naïve cafe\u{301}s") == ["w:naïve", "w:cafe\u{301}s"])
    #expect(runs("セルの数 한국어") == ["セルの数", "한국어"])
    #expect(runs("") == [])
  }

  @Test("What stands beside a run", .tags(.unit))
  func surroundings() {
    let text = "买车2万元，go on don't 30 km\n"
    let scalars = text.unicodeScalars.map(\.value)
    let found = TopicRun.runs(in: scalars).map { $0.surroundings(in: scalars) }
    // 买车 · 万元 · go · on · don · km: opens, closes, touches a number
    #expect(found.map(\.opens) == [true, false, true, false, false, false])
    #expect(found.map(\.closes) == [false, true, false, false, false, true])
    #expect(found.map(\.touchesNumber) == [false, true, false, false, false, true])
  }

  @Test("Grams keep their signs, words are told apart", .tags(.unit))
  func keys() {
    let tax: [UInt32] = [0x7A0E, 0x52A1, 0x5C40]
    #expect(TopicTerm(gram: tax[0..<3]).scalars == tax)
    #expect(TopicTerm(gram: tax[1..<2]).scalars == [0x52A1])
    #expect(TopicTerm(gram: tax[0..<2]).gramLength == 2)
    let words = ["tax", "taxes", "xat"].map { TopicTerm(word: $0.unicodeScalars.map(\.value)[...]) }
    #expect(Set(words).count == 3)
    #expect(words.allSatisfy { $0.isWord })
  }

  @Test("Counts of a text written out", .tags(.unit))
  func counts() {
    let texts = ["减税减税", "减税", "tax tax减"].map { $0.unicodeScalars.map(\.value) }
    let counts = TopicTermCounts(of: texts, frequencies: 1...3, threads: 1)
    var found: [[String: Int]] = []
    for unit in 0..<counts.units {
      var row: [String: Int] = [:]
      for entry in counts.indptr[unit]..<counts.indptr[unit + 1] {
        let term = counts.terms[Int(counts.indices[entry])]
        var view = String.UnicodeScalarView()
        view.append(contentsOf: term.scalars.compactMap(Unicode.Scalar.init))
        row[term.isWord ? "word" : String(view)] = Int(counts.counts[entry])
      }
      found.append(row)
    }
    #expect(found[0] == ["减": 2, "税": 2, "减税": 2, "税减": 1, "减税减": 1, "税减税": 1])
    #expect(found[1] == ["减": 1, "税": 1, "减税": 1])
    #expect(found[2] == ["word": 2, "减": 1])
    let shared = TopicTermCounts(of: texts, frequencies: 2...2, threads: 2)
    #expect(shared.terms.count == 2)  // 税 and 减税; 减 stands in all three
    #expect(shared.indptr == [0, 2, 4, 4])
  }
}
