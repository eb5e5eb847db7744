import CentoAlign
import CentoReference
import CentoTestSupport
import CentoText
import Testing

@Suite struct EditDistanceTests {
  @Test(.tags(.unit)) func literals() {
    #expect(EditDistance.between([], []) == 0)
    #expect(EditDistance.between([1, 2, 3], []) == 3)
    #expect(EditDistance.between([1, 2, 3], [1, 3]) == 1)
    #expect(EditDistance.between(scalars("kitten"), scalars("sitting")) == 3)
    #expect(EditDistance.between(scalars("统一的登记服务"), scalars("统一登记的服务")) == 2)
  }

  @Test(.tags(.unit)) func scripts() {
    #expect(EditScript(from: scalars("abc")[...], to: scalars("ac")[...]).description == "1=1D1=")
    #expect(EditScript(from: scalars("abc")[...], to: scalars("abc")[...]).description == "3=")
    #expect(
      EditScript(from: scalars("abcd")[...], to: scalars("axcde")[...]).description == "1=1X2=1I")
    #expect(EditScript(from: [], to: []).description == "")
  }

  @Test(.tags(.oracle)) func equalsTheTable() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for round in 0..<300 * TestKnobs.scale {
      let kinds = UInt32.random(in: 1...6, using: &random)
      let longest = round % 10 == 0 ? 300 : 80
      let a = letters(Int.random(in: 0...longest, using: &random), kinds, &random)
      var b = letters(Int.random(in: 0...longest, using: &random), kinds, &random)
      if round % 2 == 0 { b = edited(a, rate: 0.2, kinds, &random) }
      let distance = Reference.editDistance(a, b)
      #expect(EditDistance.between(a, b) == distance)
      let script = EditScript(from: a[...], to: b[...])
      #expect(script.edits == distance)
      #expect(replays(script, a, b))
    }
  }

  @Test(.tags(.oracle)) func stretchesOfFoldedTextsAreWhatTheirScalarsAre() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for round in 0..<300 * TestKnobs.scale {
      // Ends that are alike, of every plane, and such as differ beyond the basic plane alone.
      let planes: [UInt32] = round % 2 == 0 ? [0x61, 0x62] : [0x61, 0x1F600, 0x1F601]
      func row(_ longest: Int) -> [UInt32] {
        (0..<Int.random(in: 0...longest, using: &random)).map { _ in
          planes.randomElement(using: &random) ?? 0x61
        }
      }
      let (beginning, end) = (row(70), row(70))
      let a = row(5) + beginning + row(3) + end + row(5)
      let b = row(5) + beginning + row(3) + end + row(5)
      let x = Int.random(in: 0...a.count, using: &random)..<a.count
      let y = 0..<Int.random(in: 0...b.count, using: &random)
      let distance = EditDistance.between(FoldedScalars(a), x, FoldedScalars(b), y)
      #expect(distance == EditDistance.between(a[x], b[y]))
      #expect(EditDistance.between(FoldedScalars(a), x, FoldedScalars(a), x) == 0)
    }
  }

  @Test(.tags(.oracle)) func longTextsAreDivided() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let a = letters(1_500, 4, &random)
    let b = edited(a, rate: 0.3, 4, &random)
    let script = EditScript(from: a[...], to: b[...])
    #expect(script.edits == Reference.editDistance(a, b))
    #expect(replays(script, a, b))
  }

  private func replays(_ script: EditScript, _ a: [UInt32], _ b: [UInt32]) -> Bool {
    var (i, j) = (0, 0)
    for run in script.operations {
      for _ in 0..<run.count {
        switch run.operation {
        case .equal, .changed:
          guard i < a.count, j < b.count, (a[i] == b[j]) == (run.operation == .equal) else {
            return false
          }
          i += 1
          j += 1
        case .inserted: j += 1
        case .deleted: i += 1
        }
      }
    }
    return i == a.count && j == b.count
  }
}
