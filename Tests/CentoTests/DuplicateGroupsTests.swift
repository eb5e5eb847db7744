import Cento
import CentoTestSupport
import Testing

@Suite struct DuplicateGroupsTests {
  private func corpus(_ texts: [String], dates: [String?] = []) -> Corpus {
    Corpus(
      texts.enumerated().map { place, text in
        let date = place < dates.count ? dates[place] : nil
        return (
          Document(
            id: DocumentID(rawValue: "\(place)"), text: SourceText(text),
            metadata: date.map { [MetadataField(key: "date", json: $0)] } ?? []),
          Corpus.Structure.whole
        )
      }, threads: 1)
  }

  private func find(
    _ texts: [String], dates: [String?] = [], threads: Int = 1,
    _ options: DuplicateGroups.Options = .init()
  ) throws -> DuplicateGroups {
    let corpus = corpus(texts, dates: dates)
    return try DuplicateGroups.find(
      in: FoldedUnits(of: corpus, at: .document), of: corpus, options: options, threads: threads)
  }

  @Test(.tags(.unit)) func shortAndBlankUnits() throws {
    let found = try find(["税", "", "税", "Ａ", "a", "  ", ""])
    #expect(
      found.groups == [
        Group(representative: 0, members: [0, 2], weakest: 1),
        Group(representative: 3, members: [3, 4], weakest: 1),
      ])
    #expect(found.dropped.map(\.unit) == [2, 4])
    #expect(found.empty == 7)
  }

  @Test(.tags(.unit)) func theKeptOneFollowsTheRule() throws {
    let text = "优化营商环境，提升服务水平，便利企业办事"
    let texts = [text, text + "创业", text, "与此无关的话"]
    let dates = [#""2024-05-01""#, #""2023-05-01T10:00:00+08:00""#, #""2024-05-01T00:00:01Z""#]
    func kept(_ keep: KeepRule, _ dates: [String?] = []) throws -> [Int] {
      try find(texts, dates: dates, .init(threshold: 0.7, keep: keep)).groups
        .map(\.representative)
    }
    #expect(try kept(.longest) == [1])
    #expect(try kept(.first) == [0])
    #expect(try kept(.newest, dates) == [2])
    #expect(try kept(.newest, [nil, dates[1], nil]) == [1])
    #expect(try kept(.newest) == [0])
    #expect(try find([], .init(keep: .longest)).groups.isEmpty)
  }

  @Test(.tags(.unit)) func datesAreReadAsISOWritesThem() {
    func seconds(_ json: String, key: String = "date") -> Int? {
      DocumentDate.seconds(
        of: Document(
          id: DocumentID(rawValue: "a"), text: SourceText("a"),
          metadata: [MetadataField(key: key, json: json)]))
    }
    #expect(seconds(#""1970-01-01""#) == 0)
    #expect(seconds(#""1969-12-31T23:59:59Z""#) == -1)
    #expect(seconds(#""2000-02-29""#) == 951_782_400)
    #expect(seconds(#""2024-03-01 08:30:15.5+08:00""#, key: "published") == 1_709_253_015)
    #expect(seconds(#""2024-03-01T00:30-0130""#, key: "time") == 1_709_258_400)
    #expect(seconds(#""0001-01-01""#) == -62_135_596_800)
    for wrong in [
      #""2023-02-29""#, #""2024-13-01""#, #""2024-1-1""#, #""2024""#, "2024", #""""#, "null",
      #""2024-01-01 ""#, #""2024-01-01T25:00""#, #""2024-01-01T10:00:00.""#, #""03/01/2024""#,
      #""2024年3月1日""#, #""2024-01-01T10:00+""#, "\"", "",
    ] { #expect(seconds(wrong) == nil, "\(wrong)") }
    #expect(seconds(#""2024-03-01""#, key: "updated") == nil)
  }

  @Test(.tags(.laws), arguments: GroupLinkage.allCases)
  func groupsFollowFromThePairs(linkage: GroupLinkage) throws {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for keep in KeepRule.allCases {
      let texts = (0..<150).map { _ in
        String(
          (0..<Int.random(in: 0...9, using: &generator)).map { _ in
            "甲乙丙 ab".randomElement(using: &generator) ?? "甲"
          })
      }
      let corpus = corpus(texts)
      let units = FoldedUnits(of: corpus, at: .document)
      let options = DuplicateGroups.Options(threshold: 0.6, linkage: linkage, keep: keep)
      let found = try DuplicateGroups.find(in: units, of: corpus, options: options, threads: 1)
      let again = try DuplicateGroups.find(in: units, of: corpus, options: options, threads: 3)
      #expect(found.groups == again.groups && found.dropped == again.dropped)
      // All cosines, from the join at a floor below the threshold.
      var cosines: [[Int]: Double] = [:]
      for pair in try NearDuplicates(.threshold(1e-9)).pairs(in: units).pairs {
        cosines[[pair.a, pair.b]] = pair.cosine
      }
      func cosine(_ a: Int, _ b: Int) -> Double { cosines[[min(a, b), max(a, b)]] ?? 0 }
      for copy in found.dropped {
        #expect(copy.cosine == cosine(copy.unit, copy.kept))
        #expect(linkage == .single || copy.cosine >= 0.6)
      }
      #expect(
        found.dropped.map(\.unit)
          == found.groups.flatMap { group in
            group.members.filter { $0 != group.representative }
          }.sorted())
      let kept = Set(texts.indices).subtracting(found.dropped.map(\.unit)).sorted()
      for a in kept {
        for b in kept where a < b { #expect(cosine(a, b) < 0.6) }
      }
    }
  }

  /// Leaders without pairs are those that a grouping finds among all pairs.
  @Test(.tags(.oracle), arguments: [0.3, 0.6, 0.85], [nil, 1 << 16] as [Int?])
  func leadersAreTheGroupingOfAllPairs(threshold: Double, bytes: Int?) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var texts: [String] = []
    for index in 0..<1_500 {
      var text = Array(texts.isEmpty ? "" : texts[Int.random(in: 0..<index, using: &random)])
      if index % 5 == 0 || text.isEmpty {
        text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
          "甲乙丙丁戊己庚辛壬癸子丑寅卯".randomElement(using: &random) ?? "甲"
        }
      } else if index % 5 != 1 {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          text[Int.random(in: 0..<text.count, using: &random)] = "天"
        }
      }
      texts.append(String(text))
    }
    let corpus = corpus(texts)
    let units = FoldedUnits(of: corpus, at: .document)
    let near = NearDuplicates(.threshold(threshold))
    let firstEqual = units.firstEqual.enumerated().map { unit, first in
      units.texts[unit].scalars.isEmpty ? unit : first
    }
    let pairs = try near.pairs(in: units).pairs.filter {
      firstEqual[$0.a] == $0.a && firstEqual[$0.b] == $0.b
    }
    let lengths = units.texts.map(\.scalars.count)
    let orders: [(KeepRule, [Int])] = [
      (.first, Array(texts.indices)),
      (.longest, texts.indices.sorted { (-lengths[$0], $0) < (-lengths[$1], $1) }),
    ]
    for (keep, order) in orders {
      let found = try DuplicateGroups.find(
        in: units, of: corpus,
        options: .init(threshold: threshold, keep: keep, memory: MemoryBudget(bytes: bytes)))
      let expected = Grouping().groups(of: firstEqual, pairs: pairs, preferring: order)
      #expect(expected.count > 20)
      #expect(found.groups == expected)
    }
  }

  @Test(.tags(.survival), .timeLimit(.minutes(1))) func aLargeFamilyOfNearlyEqualUnitsIsCheap()
    throws
  {
    // Eight million pairs of 1,500 signs each, if they were looked at.
    let text = (0..<1_500).map { String(UnicodeScalar(0x4E00 + ($0 * 37) % 5_000) ?? "a") }.joined()
    let found = try find((0..<4_000).map { text + "\($0)" }, threads: 2)
    #expect(found.groups.map(\.members.count) == [4_000])
  }

  @Test(.tags(.survival), .timeLimit(.minutes(1))) func aLargeFamilyOfEqualUnitsIsCheap() throws {
    // 200,000 million pairs, if they were told.
    let found = try find(
      [String](repeating: "优化营商环境，提升服务水平", count: 20_000) + ["别的话"],
      threads: 2)
    #expect(found.groups.map(\.members.count) == [20_000])
    #expect(found.dropped.count == 19_999)
  }

  @Test(.tags(.survival)) func aThresholdOutOfRangeIsAnError() {
    #expect(throws: JoinError.threshold(0)) { try find(["a"], .init(threshold: 0)) }
    #expect(throws: JoinError.threshold(1.5)) { try find(["a"], .init(threshold: 1.5)) }
  }
}
