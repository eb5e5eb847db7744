import CentoAlign
import CentoParallel
import CentoTestSupport
import Glibc
import Testing

@Suite struct BackgroundTests {
  /// Grams as they are: every place's, counted one by one.
  private struct Naive {
    var weights: [Double] = []
    var seedLengths: [Int] = []

    init(_ texts: [ReuseText]) {
      var signs: [(symbol: UInt32, start: Int, article: Int)] = []
      for text in texts {
        let start = signs.count
        for symbol in text.scalars { signs.append((symbol, start, text.article)) }
      }
      func gram(_ place: Int, _ length: Int) -> [UInt32]? {
        guard place + 1 - length >= signs[place].start else { return nil }
        return signs[place + 1 - length...place].map(\.symbol)
      }
      var probabilities = [Double](repeating: 1.0 / 4096, count: signs.count)
      seedLengths = [Int](repeating: 0, count: signs.count)
      func counts(_ length: Int) -> (all: [[UInt32]: Int], own: [[UInt32]: Int]) {
        var (all, own): ([[UInt32]: Int], [[UInt32]: Int]) = ([:], [:])
        for place in signs.indices {
          guard let gram = gram(place, length) else { continue }
          all[gram, default: 0] += 1
          own[[UInt32(signs[place].article)] + gram, default: 0] += 1
        }
        return (all, own)
      }
      var shorter: (all: [[UInt32]: Int], own: [[UInt32]: Int]) = ([:], [:])
      shorter.all[[]] = signs.count
      for sign in signs { shorter.own[[UInt32(sign.article)], default: 0] += 1 }
      func mass(_ all: Int, _ own: Int) -> Double {
        Double(max(all - own - 3, 0) + 2 * max(own - 1, 0))
      }
      for length in 1...14 {
        let counted = counts(length)
        for place in signs.indices {
          guard let gram = gram(place, length) else { continue }
          let article = [UInt32(signs[place].article)]
          let all = counted.all[gram] ?? 0
          if length <= 8 {
            let context = Array(gram.dropLast())
            let seen = mass(all, counted.own[article + gram] ?? 0)
            let room = mass(shorter.all[context] ?? 0, shorter.own[article + context] ?? 0)
            probabilities[place] =
              (seen + 8 * probabilities[place]) / (max(room, seen) + 8)
          }
          // Chinese characters alone: seeds of three signs, phrases of five, none beyond thirteen.
          let isSeed =
            length >= 13 || length >= 3 && all <= 32 || length >= 5 && all <= 128
          if seedLengths[place] == 0, all > 1, isSeed { seedLengths[place] = length }
        }
        shorter = counted
      }
      weights = probabilities
    }
  }

  @Test(.tags(.oracle), arguments: [3, 40]) func equalsGramsCountedOneByOne(kinds: UInt32) {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let source = letters(90, kinds, &random)
    var texts: [ReuseText] = []
    for index in 0..<60 {
      let copy = index % 4 == 0 ? edited(source, rate: 0.05, kinds, &random) : []
      let own = letters(Int.random(in: 0...40, using: &random), kinds, &random)
      texts.append(ReuseText(scalars: own + copy, document: index / 3, article: index / 3))
    }
    let naive = Naive(texts)
    for threads in [1, 3] {
      let background = Background(of: texts, threads: threads)
      #expect(kinds > 3 || naive.seedLengths.contains { $0 > 3 })
      for place in naive.weights.indices {
        #expect(background.seedLength(place) == naive.seedLengths[place])
        let bits = -naive.weights[place].logarithm * 100
        // Each of eight lengths may be wrong by the fortieth of a hundredth that two bytes leave out;
        // the logarithm has twelve binary digits and is then cut off at a hundredth.
        let rounding = 8.0 / 40
        let expected = min(1200, max(150, bits))
        #expect(Double(background.weight(place)) <= expected + rounding + 100.0 / 4096)
        #expect(Double(background.weight(place)) >= expected - rounding - 1)
      }
    }
  }

  @Test(.tags(.laws)) func probabilitiesInTwoBytes() {
    #expect(Probability16.probability(Probability16.code(0)) == 0)
    #expect(abs(Probability16.probability(Probability16.code(0.5)) - 0.5) <= 1.0 / 16384)
    #expect(abs(Probability16.probability(Probability16.code(1)) - 1) < 1.0 / 8192)
    #expect(Int(Probability16.code(1)) < Probability16.codes)
    var random = SeededGenerator(seed: TestKnobs.seed)
    var last: (probability: Double, code: UInt16) = (0, 0)
    let probabilities = (0..<20_000 * TestKnobs.scale).map { _ in
      exp2(-Double.random(in: 0...30, using: &random))
    }
    for probability in probabilities.sorted() {
      let code = Probability16.code(probability)
      let error = abs(Probability16.probability(code) - probability)
      #expect(error <= max(probability / 6500, 0x1p-25))
      #expect(probability < 1.0 / 4096 || error <= probability / 6500)
      #expect(code >= last.code)
      last = (probability, code)
    }
  }

  @Test(.tags(.unit)) func signsBeyondTheBasicPlane() {
    let row = SymbolRow([0x20000, 0x4E00, 0x20001, 0x20000, 0xFFFF, 0x2A, 0x10FFFF])
    let signs = (0..<7).map { row[$0] }
    #expect(signs[1] == 0x4E00)
    #expect(signs[4] == 0xFFFF)
    #expect(signs[5] == 0x2A)
    #expect(signs[0] == signs[3])
    #expect(Set(signs).count == 6)
  }
}

extension Double {
  /// The logarithm to base 2, by the digits of the exponent and of a series.
  fileprivate var logarithm: Double {
    var sum = 0.0
    let y = (significand - 1) / (significand + 1)
    var power = y
    for odd in stride(from: 1.0, through: 61, by: 2) {
      sum += power / odd
      power *= y * y
    }
    return Double(exponent) + 2 * sum / 0.693147180559945309
  }

  @Test(.tags(.unit)) func hundredthsOfABit() {
    let surprisal = Surprisal()
    let known: [(Double, Int32)] = [
      (0, 1200), (Double.leastNonzeroMagnitude, 1200), (1.0 / 8192, 1200), (1.0 / 4096, 1200),
      (1.0 / 2048, 1100), (0.25, 200), (0.5, 100), (0.75, 41), (0.1, 332), (1.0 / 3, 158),
      (1, 0), (1.5, 0),
    ]
    for (probability, hundredths) in known {
      #expect(surprisal.hundredths(probability, atMost: 1200) == hundredths)
    }
  }

  /// Rounded to 2⁻¹² bits, then to hundredths: at most a fortieth of one above, less than one below.
  @Test(.tags(.laws)) func hundredthsFollowTheLogarithm() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let surprisal = Surprisal()
    var probabilities = (0..<20_000 * TestKnobs.scale).map { _ in
      Double.random(in: 1.0 / 5000..<1, using: &random)
    }
    // Beside every place where the hundredth changes.
    for hundredth in 1..<1200 {
      let edge = exp2(-Double(hundredth) / 100)
      probabilities += [edge.nextDown, edge, edge.nextUp]
    }
    probabilities.sort()
    var last = Int32.max
    for probability in probabilities {
      let bits = surprisal.hundredths(probability, atMost: 100_000)
      let exact = -100 * log2(probability)
      #expect(Double(bits) <= exact + 0.0245 && Double(bits) > exact - 1)
      #expect(bits <= last)
      last = bits
    }
  }
}
