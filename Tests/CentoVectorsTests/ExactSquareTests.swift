import CentoGrams
import CentoTestSupport
import Testing

@Suite("Squares as whole numbers")
struct ExactSquareTests {
  @Test("a square is a whole number of 2^-52", .tags(.unit))
  func units() {
    #expect(ExactSquare.units(of: 1) == 4_503_599_627_370_496)
    #expect(ExactSquare.units(of: 3) == 40_532_396_646_334_464)
    #expect(ExactSquare.units(of: 0x1p37) == 1 << 126)
  }

  @Test("the root of a sum is that of the nearest number", .tags(.unit))
  func roots() {
    #expect(ExactSquare.root(0) == 0)
    #expect(ExactSquare.root(9 << 52) == 3)
    #expect(ExactSquare.root(1 << 76) == 4_096)
    // A tie goes to the even number; with one more far behind it is no tie.
    let tie: UInt128 = (1 << 53 + 1) << 60
    #expect(ExactSquare.root(tie) == (0x1p61).squareRoot())
    #expect(ExactSquare.root(tie + 1) == (0x1.0000000000001p61).squareRoot())
  }

  @Test("any sum is rounded as the library rounds it", .tags(.oracle))
  func anySum() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<2_000 {
      let sum =
        UInt128.random(in: 0...UInt128.max, using: &random)
        >> UInt128.random(in: 0..<128, using: &random)
      #expect(ExactSquare.root(sum) == (Double(sum) * 0x1p-52).squareRoot())
    }
  }
}
