import Cento
import CentoTestSupport
import Testing

/// Work within a budget: the same answers, whatever is set aside.
@Suite
struct MemoryBudgetTests {
  /// Texts of which a third are edited copies, some equal, some empty, some beyond U+FFFF.
  private static func texts(_ count: Int) -> [String] {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var texts: [String] = []
    for index in 0..<count {
      var text = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        index % 9 == 0
          ? UInt32.random(in: 0x2_0000..<0x2_0040, using: &random)
          : UInt32.random(in: 0x4E00..<0x4E60, using: &random)
      }
      if index % 3 == 0, index > 20 {
        text = texts[Int.random(in: 0..<index, using: &random)].unicodeScalars.map(\.value)
        if index % 2 == 0, !text.isEmpty {
          text[Int.random(in: 0..<text.count, using: &random)] = 0x9FA5
        }
      }
      texts.append(String(String.UnicodeScalarView(text.compactMap(Unicode.Scalar.init))))
    }
    return texts
  }

  private static func stored(
    _ texts: [String], memory: MemoryBudget = MemoryBudget(), batch: Int = 700
  ) throws -> StoredUnits {
    var builder = StoredUnits.Builder(level: .document, memory: memory)
    for start in stride(from: 0, to: texts.count, by: batch) {
      try builder.append(
        (start..<min(texts.count, start + batch)).map { (document("\($0)", texts[$0]), .whole) })
    }
    return try builder.finish()
  }

  @Test(.tags(.laws), arguments: [1 << 12, 1 << 16, 1 << 20])
  func pairsAreTheSameWithinAnyBudget(bytes: Int) throws {
    let texts = Self.texts(3_000)
    let budget = MemoryBudget(bytes: bytes)
    let units = try Self.stored(texts)
    let small = try Self.stored(texts, memory: budget)
    for question in [
      NearDuplicates.Question.threshold(0.3), .threshold(0.8), .nearest(count: 3, floor: 0.4),
      .nearest(count: 3, floor: nil), .nearest(count: 20, floor: 0.1),
    ] {
      let wanted = try NearDuplicates(question).pairs(in: units)
      let found = try NearDuplicates(question, memory: budget).pairs(in: small)
      #expect(found.pairs.count > 500)
      #expect(found.pairs == wanted.pairs)
      #expect(found.empty == wanted.empty)
      let crossed = try NearDuplicates(question, memory: budget).pairs(in: small, against: 900)
      #expect(crossed.pairs == (try NearDuplicates(question).pairs(in: units, against: 900)).pairs)
    }
    for linkage in GroupLinkage.allCases {
      let groups = try DuplicateGroups.find(
        in: units, options: .init(threshold: 0.5, linkage: linkage))
      let found = try DuplicateGroups.find(
        in: small, options: .init(threshold: 0.5, linkage: linkage, memory: budget), threads: 3)
      #expect(groups.dropped.count > 300)
      #expect(found.groups == groups.groups)
      #expect(found.dropped == groups.dropped)
    }
  }

  @Test(.tags(.laws), arguments: [1 << 12, 1 << 20])
  func verificationIsTheSameWithinAnyBudget(bytes: Int) throws {
    let texts = Self.texts(1_500)
    let budget = MemoryBudget(bytes: bytes)
    let units = try Self.stored(texts)
    let small = try Self.stored(texts, memory: budget)
    let near = NearDuplicates(.threshold(0.4))
    let bounded = NearDuplicates(.threshold(0.4), memory: budget)
    let pairs = try near.pairs(in: units).pairs
    // A pair less, and one with another cosine.
    var wrong = pairs
    let gone = wrong.remove(at: pairs.count / 2)
    let off = ScoredPair(a: pairs[0].a, b: pairs[0].b, cosine: pairs[0].cosine.nextDown)
    wrong[0] = off
    for threads in [1, 3] {
      let right = try #require(
        try bounded.verification(of: pairs, in: small, sampling: 700, threads: threads))
      #expect(right.holds)
      #expect(right.sampled == 700)
      let found = try #require(
        try bounded.verification(of: wrong, in: small, sampling: 1_500, threads: threads))
      #expect(found.missing == [pairs[0], gone])
      #expect(found.extra == [off])
      #expect(found == (try near.verification(of: wrong, in: units, sampling: 1_500)))
    }
  }

  @Test(.tags(.laws)) func storedUnitsAreFoldedUnits() throws {
    let texts = Self.texts(500)
    let records = texts.enumerated().map {
      (document("r\($0.offset)", $0.element + "\n" + $0.element), Corpus.Structure.lines)
    }
    let articles = [(document("a.txt", "标题一\n甲乙丙。丁戊己。\n标题二\n天地玄黄。"), Corpus.Structure.outline)]
    for level in UnitLevel.allCases {
      let folded = FoldedUnits(of: Corpus(records + articles, threads: 2), at: level)
      for budget in [MemoryBudget(), MemoryBudget(bytes: 4_096)] {
        var builder = StoredUnits.Builder(level: level, memory: budget) { String($0.prefix(4)) }
        try builder.append(Array(records.prefix(123)))
        try builder.append(Array(records.dropFirst(123)))
        try builder.append(articles)
        let stored = try builder.finish()
        #expect(stored.count == folded.units.count)
        for unit in 0..<stored.count {
          #expect(stored.id(of: unit) == "\(folded.units[unit].passage.id)")
          #expect(stored.scalars(of: unit) == folded.texts[unit].scalars)
          #expect(stored.firstEqual(to: unit) == folded.firstEqual[unit])
          #expect(stored.document(of: unit) == folded.units[unit].document)
        }
        #expect(stored.firstUnit(ofDocument: 200) == folded.units.firstIndex { $0.document >= 200 })
        #expect(stored.excerpt(of: stored.count - 1).count <= 4)
      }
    }
  }

  @Test(.tags(.survival)) func aMissingFolderIsAnError() throws {
    let budget = MemoryBudget(bytes: 4_096, directory: "/nowhere/at/all")
    let error = #expect(throws: (any Error).self) {
      try Self.stored(Self.texts(400), memory: budget)
    }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("/nowhere/at/all: "))
  }
}
