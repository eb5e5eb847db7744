import CentoBench
import CentoTestSupport
import CentoText
import Testing

private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

/// Prose enough to learn from, in both scripts, made of a few hundred words put together by rule.
private let chinese: [[UInt32]] = paragraphs(
  words: "春风 吹过 山岗 河水 流向 东方 孩子们 在 树下 读书 老人 讲起 从前 的 故事 城里 来了 3位 客人 张三 李四 都 说 好 今年 收成 比去年 多 了 两成",
  joint: "", comma: "，", stop: "。")
private let english: [[UInt32]] = paragraphs(
  words:
    "the wind blows over old hills while Mary Jones reads 12 books and some rivers run to seas",
  joint: " ", comma: ", ", stop: ". ")

private func paragraphs(words: String, joint: String, comma: String, stop: String) -> [[UInt32]] {
  let words = words.split(separator: " ").map(String.init)
  var numbers = SeededGenerator(seed: 5)
  return (0..<60).map { _ in
    var text = ""
    for _ in 0..<(2 + Int(numbers.next() % 6)) {
      let clause = (0..<9).map { _ in words[Int(numbers.next() % UInt64(words.count))] }
      text += clause.joined(separator: joint) + (numbers.next() % 2 == 0 ? comma : stop)
    }
    return SourceParagraphs.paragraphs(of: SourceText(text))[0]
  }
}

private func corpus(
  _ maker: CorpusMaker, twin: Bool = false, threads: Int = 2
) -> (records: [UInt8], truth: [UInt8], plants: [Plant]) {
  var (records, truth, plants) = ([UInt8](), [UInt8](), [Plant]())
  maker.write(twin: twin, threads: threads) { block in
    records += block.records
    truth += block.truth
    plants += block.plants
  }
  return (records, truth, plants)
}

/// The texts of records by id, read from the lines that were written.
private func texts(in records: [UInt8]) -> [String: [UInt32]] {
  var result: [String: [UInt32]] = [:]
  for line in records.split(separator: 0x0A) {
    var reader = JSONReader(line)
    guard let value = reader.document(), case .text(let id)? = value["id"],
      case .text(let text)? = value["text"]
    else { continue }
    result[id] = scalars(text)
  }
  return result
}

@Suite(.tags(.laws)) struct CorpusMakerTests {
  private func maker(
    _ sources: [[UInt32]], records: Int = 700, paragraphs: Int = 1, seed: UInt64 = TestKnobs.seed
  ) throws -> CorpusMaker {
    try CorpusMaker(
      sources: sources,
      options: CorpusOptions(
        size: .records(records), seed: seed, plantedPerMille: 200, paragraphsPerRecord: paragraphs))
  }

  @Test(arguments: [chinese, english]) func bytesDoNotDependOnThreads(sources: [[UInt32]]) throws {
    let maker = try maker(sources)
    let one = corpus(maker, threads: 1)
    #expect(one == corpus(maker, threads: 3))
    #expect(try one.records != corpus(self.maker(sources, seed: 99)).records)
  }

  @Test(arguments: [chinese, english], [1, 3])
  func truthNamesPlacesInTheText(sources: [[UInt32]], paragraphs: Int) throws {
    let maker = try maker(sources, paragraphs: paragraphs)
    let made = corpus(maker)
    let texts = texts(in: made.records)
    #expect(texts.count == 700)
    #expect(made.plants.count >= maker.copies)
    var verbatim = 0
    for plant in made.plants {
      for side in [plant.a, plant.b] {
        let text = try #require(texts[side.document.rawValue])
        let span = side.span
        #expect(span.scalars.upperBound <= text.count)
        let source = SourceText(
          String(String.UnicodeScalarView(text.compactMap(Unicode.Scalar.init))))
        #expect(source.span(scalars: span.scalars) == span)
        #expect(ScalarClass(of: text[span.scalars.lowerBound]) != .space)
        #expect(ScalarClass(of: text[span.scalars.upperBound - 1]) != .space)
      }
      let a = texts[plant.a.document.rawValue]?[plant.a.span.scalars]
      let b = texts[plant.b.document.rawValue]?[plant.b.span.scalars]
      if plant.kind == .verbatim || plant.kind == .splice {
        verbatim += 1
        #expect(a == b)
      } else {
        #expect(a != b)
      }
    }
    #expect(verbatim > 0)
    #expect(Set(made.plants.map(\.kind)) == Set(PlantKind.allCases))
  }

  @Test(arguments: [chinese, english]) func writtenTruthReadsBack(sources: [[UInt32]]) throws {
    let maker = try maker(sources)
    let made = corpus(maker)
    let file =
      TruthFile.header(of: maker, version: "0.1.0") + made.truth
      + TruthFile.summary(documents: maker.records, plants: made.plants.count)
    #expect(try TruthFile.plants(in: file) == made.plants)
    let texts = texts(in: made.records)
    #expect(throws: Never.self) {
      try TruthFile.check(made.plants) { texts[$0.rawValue]?.count }
    }
  }

  @Test(arguments: [chinese, english]) func twinDiffersInTheCopiesOnly(sources: [[UInt32]]) throws {
    let maker = try maker(sources, paragraphs: 2)
    let made = corpus(maker)
    let twin = corpus(maker, twin: true)
    #expect(twin.plants.isEmpty && twin.truth.isEmpty)
    let (here, there) = (texts(in: made.records), texts(in: twin.records))
    var copies: [String: [Range<Int>]] = [:]
    for plant in made.plants {
      copies[plant.b.document.rawValue, default: []].append(plant.b.span.scalars)
    }
    #expect(Set(here.keys) == Set(there.keys))
    for (id, text) in here {
      let other = try #require(there[id])
      guard let spans = copies[id] else {
        #expect(text == other)
        continue
      }
      let low = spans.map(\.lowerBound).min() ?? 0
      #expect(text[..<low] == other[..<low])
      #expect(text.count == other.count)
    }
  }

  @Test func sizeIsNearWhatWasAsked() throws {
    let maker = try CorpusMaker(sources: chinese, options: CorpusOptions(size: .bytes(2_000_000)))
    let bytes = corpus(maker).records.count
    #expect(abs(bytes - 2_000_000) < 100_000)
  }

  @Test func originalsAreRealWhileTheyLast() throws {
    let plants = corpus(try maker(chinese)).plants
    #expect(plants.contains { $0.origin == .source } && plants.contains { $0.origin == .filler })
  }

  @Test func recitationIsCounted() {
    let source = scalars("甲乙丙丁戊己庚辛壬癸")
    let recitation = Recitation(of: [scalars("子甲乙丙丁丑"), scalars("丙")], in: [source], length: 3)
    #expect(recitation.recited == 2 && recitation.runs == 4)
  }

  @Test func permutationsArePermutations() {
    for count in [1, 2, 3, 16, 17, 1000] {
      let permutation = IndexPermutation(count: count, seed: TestKnobs.seed)
      #expect((0..<count).map { permutation($0) }.sorted() == Array(0..<count))
      #expect((0..<count).allSatisfy { permutation.inverse(permutation($0)) == $0 })
    }
  }
}

@Suite(.tags(.survival)) struct CorpusMakerSurvivalTests {
  @Test(arguments: [
    ["a"], ["甲"], ["\u{300}"], ["\"\\\u{1}\t"], [String(repeating: "长", count: 50_000)],
  ])
  func oddSources(sources: [String]) throws {
    for share in [0, 333] {
      let maker = try CorpusMaker(
        sources: sources.map(scalars),
        options: CorpusOptions(size: .records(60), plantedPerMille: share))
      #expect(texts(in: corpus(maker).records).count == 60)
      _ = corpus(maker, twin: true)
    }
  }

  @Test func nothingToLearnFrom() {
    #expect(throws: BenchError.noText) { try CorpusMaker(sources: [[], [0x0A]], options: .init()) }
  }

  @Test func impossibleOptions() {
    for options in [
      CorpusOptions(size: .records(0)), CorpusOptions(plantedPerMille: 400),
      CorpusOptions(kinds: []), CorpusOptions(ratesPerMille: [0]),
      CorpusOptions(paragraphsPerRecord: 0),
    ] {
      #expect(throws: BenchError.self) { try CorpusMaker(sources: chinese, options: options) }
    }
  }
}
