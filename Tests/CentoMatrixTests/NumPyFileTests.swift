import CentoMatrix
import CentoTestSupport
import Testing

/// A `.npy` file with this dictionary and these values.
private func file(
  _ dictionary: String, _ values: [UInt8] = [], version: UInt8 = 1, minor: UInt8 = 0
) -> [UInt8] {
  let text = Array(dictionary.utf8)
  let length = [UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + (version > 1 ? [0, 0] : [])
  return [0x93] + Array("NUMPY".utf8) + [version, minor] + length + text + values
}

@Suite struct NumPyFileTests {
  /// 1, −2 and .5 as doubles, as floats and as halves, by IEEE 754.
  private static let values: [String: [UInt8]] = [
    "<f8": [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0xC0]
      + [0, 0, 0, 0, 0, 0, 0xE0, 0x3F],
    "<f4": [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F],
    "<f2": [0, 0x3C, 0, 0xC0, 0, 0x38],
  ]

  @Test(.tags(.unit), arguments: ["<f8", "<f4", "<f2"], [1, 2, 3] as [UInt8])
  func types(type: String, version: UInt8) throws {
    // Not aligned on purpose: NumPy pads its headers, others do not.
    let bytes = file(
      "{'descr': '\(type)', 'fortran_order': False, 'shape': (1, 3), }     \n",
      Self.values[type] ?? [], version: version)
    let matrix = try NumPyFile.matrix(bytes)
    #expect(matrix == DenseMatrix(rows: 1, columns: 3, data: [1, -2, 0.5]))
  }

  @Test(.tags(.unit)) func columnsFirst() throws {
    // 2 × 2 halves, column after column: 1 −2 | .5 1.
    let bytes = file(
      "{\"shape\":(2L,2L),'fortran_order':True,'descr':'<f2'}",
      [0, 0x3C, 0, 0xC0, 0, 0x38, 0, 0x3C])
    #expect(try NumPyFile.matrix(bytes) == DenseMatrix(rows: 2, columns: 2, data: [1, 0.5, -2, 1]))
  }

  @Test(.tags(.unit)) func noRows() throws {
    let bytes = file("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 768)}")
    #expect(try NumPyFile.matrix(bytes) == DenseMatrix(rows: 0, columns: 768))
  }

  @Test(
    .tags(.survival),
    arguments: [
      (file("{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1)}"), .type("<i8")),
      (file("{'descr': '>f4', 'fortran_order': False, 'shape': (1, 1)}"), .type(">f4")),
      (file("{'descr': '|O', 'fortran_order': False, 'shape': (1, 1)}"), .type("|O")),
      (file("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}"), .type("[…]")),
      (file("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}"), .shape([3])),
      (file("{'descr': '<f4', 'fortran_order': False, 'shape': ()}"), .shape([])),
      (file("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3)}"), .shape([1, 2, 3])),
      (file("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 0)}"), .shape([3, 0])),
      (
        file("{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 4000000000)}"),
        .tooLarge
      ),
      (
        file("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 99999999999999999999)}"),
        .tooLarge
      ),
      (
        file("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}", [0, 0, 0]),
        .truncated(expected: 75, found: 70)
      ),
      (
        file("{'descr': '<f2', 'fortran_order': False, 'shape': (1, 1)}", [0, 0, 7]),
        .trailing(byte: 69)
      ),
      (
        file("{'descr': '<f2', 'fortran_order': False, 'shape': (1, 2)}", [0, 0, 0, 0x7C]),
        .notFinite(row: 0, column: 1)
      ),
      (file("{}", version: 4), .version(major: 4, minor: 0)),
      (file("{}", minor: 1), .version(major: 1, minor: 1)),
      (file("{'descr': '<f4', 'shape': (1, 1)}"), .header(byte: 43)),
      (file("{'descr': '<f4', 'descr': '<f4'}"), .header(byte: 27)),
      (file("{'shape': (1, -1)}"), .header(byte: 24)),
      ([], .notNumPy), (Array("PK\u{3}\u{4} an archive".utf8), .notNumPy),
    ] as [([UInt8], NumPyError)])
  func faults(bytes: [UInt8], fault: NumPyError) {
    #expect(throws: fault) { try NumPyFile.matrix(bytes) }
    #expect(!fault.description.contains("\n"))
  }

  @Test("No bytes make it trap, and what is read is finite", .tags(.survival))
  func anyBytes() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let whole = file(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
      (0..<24).map { _ in UInt8.random(in: 0...63, using: &random) })
    for end in whole.indices {
      #expect(throws: NumPyError.self) { try NumPyFile.matrix(Array(whole[..<end])) }
    }
    for _ in 0..<20_000 * TestKnobs.scale {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      guard let matrix = try? NumPyFile.matrix(bytes) else { continue }
      #expect(matrix.data.allSatisfy { $0.isFinite })
    }
  }
}
