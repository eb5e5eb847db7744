import CentoLatent
import CentoMatrix
import CentoReference
import CentoTestSupport
import Testing

@Suite("Latent space: precision, samples, storage") struct LatentBasisTests {
  @Test("Single precision gives the singular values to 10⁻⁴", .tags(.oracle))
  func single() throws {
    let matrix = LatentSpaceTests.random(rows: 90, columns: 70, density: 0.3, stream: 4)
    let space = try LatentSpace.fit(
      matrix.sparse, dimensions: 5, seed: 7, threads: 2, powerIterations: 8, precision: .single)
    let truth = Reference.svd(matrix.dense)
    #expect(space.singularValues.count == 5)
    for (ours, theirs) in zip(space.singularValues, truth.values) {
      #expect(abs(ours - theirs) <= 1e-4 * theirs)
    }
  }

  @Test("Singular values a thousand times apart are told apart", .tags(.oracle))
  func steep() throws {
    // A diagonal whose entries fall by half, among rows enough for the iteration.
    let rows = (0..<400).map { row in
      row < 16 ? [(column: row, value: 1024 / Double(1 << row))] : [(column: 20, value: 1e-6)]
    }
    let space = try LatentSpace.fit(
      CSRMatrix(columns: 21, rows: rows), dimensions: 12, seed: 1, threads: 2,
      powerIterations: 4)
    for (place, value) in space.singularValues.enumerated() {
      #expect(abs(value - 1024 / Double(1 << place)) < 1e-7 * value)
    }
  }

  @Test("Very many rows, begun on a sample, come to the same space", .tags(.laws))
  func sample() throws {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let rows = (0..<33_000).map { row in
      (0..<4).map { part in
        // Five blocks of columns of unequal weight, and noise.
        let block = row % 15 < 5 ? 0 : row % 15 < 9 ? 1 : row % 15 < 12 ? 2 : row % 15 < 14 ? 3 : 4
        let column = part == 0 ? Int.random(in: 100..<160, using: &generator) : block * 20 + part
        return (column: column, value: 0.5)
      }
    }
    let matrix = CSRMatrix(columns: 160, rows: rows)
    let keys = (0..<33_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    let sampled = try LatentSpace.fit(
      matrix, dimensions: 5, seed: 3, keys: keys, threads: 2, powerIterations: 8,
      precision: .single)
    let again = try LatentSpace.fit(
      matrix, dimensions: 5, seed: 3, keys: keys, threads: 1, powerIterations: 8,
      precision: .single)
    #expect(sampled.documents == again.documents)
    // Blocks of 11,000, 8,800, 6,600, 4,400 and 2,200 rows with three entries of .5 each.
    let whole = try LatentSpace.fit(
      matrix, dimensions: 5, seed: 4, threads: 2, powerIterations: 2)
    for (one, other) in zip(sampled.singularValues, whole.singularValues) {
      #expect(abs(one - other) < 1e-4 * other)
    }
    #expect(sampled.singularValues[0] > (0.75 * 11_000).squareRoot())
  }

  private func basis() throws -> (basis: LatentBasis, rows: CSRMatrix) {
    let rows = LatentSpaceTests.random(rows: 30, columns: 25, density: 0.3, stream: 5).sparse
    return (try LatentSpace.fit(rows, dimensions: 6, seed: 1, threads: 1).basis(), rows)
  }

  @Test("A stored basis folds rows in where the space does", .tags(.laws))
  func stored() throws {
    let (basis, rows) = try basis()
    let read = try LatentBasis(bytes: basis.bytes())
    #expect(read == basis)
    #expect(read.project(rows) == basis.project(rows, threads: 3))
    let none = LatentBasis(
      terms: DenseMatrix(rows: 0, columns: 0), singularValues: [], explained: [])
    #expect(try LatentBasis(bytes: none.bytes()) == none)
  }

  @Test("The stored form is the stated one", .tags(.unit))
  func form() {
    let basis = LatentBasis(
      terms: DenseMatrix(rows: 1, columns: 1, data: [1]), singularValues: [2], explained: [0.5])
    let bytes = basis.bytes()
    #expect(bytes.count == 8 + 4 + 8 + 3 * 16 + 8)
    #expect(Array(bytes[..<20]) == Array("CENTOLSA".utf8) + [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    // One number: its count, then 2.0 with its exponent in the last two bytes.
    #expect(Array(bytes[20..<36]) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40])
  }

  @Test("Damaged bytes are refused, wherever the damage is", .tags(.survival))
  func damaged() throws {
    let bytes = try basis().basis.bytes()
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: LatentError.self) { try LatentBasis(bytes: Array(bytes[..<count])) }
    }
    for place in stride(from: 0, to: bytes.count, by: 5) {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(throws: LatentError.self) { try LatentBasis(bytes: changed) }
    }
    #expect(throws: LatentError.self) { try LatentBasis(bytes: bytes + [0]) }
    #expect(
      throws: LatentError.stored(reason: "is no file of a latent space. Check the path.")
    ) { try LatentBasis(bytes: Array("{\"id\":\"a\"}".utf8)) }
    var later = bytes
    later[8] = 2
    #expect(
      throws: LatentError.stored(
        reason: "is of version 2, and this program knows versions up to 1. Take a newer cento.")
    ) { try LatentBasis(bytes: later) }
  }
}
