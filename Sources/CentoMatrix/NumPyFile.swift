/// Dense matrices from the bytes of NumPy's `.npy` files.
///
/// Versions 1.0 to 3.0 of the format, two dimensions in C or Fortran order, little-endian floats of 16, 32 or
/// 64 bits, which become doubles without loss.
///
///     let matrix = try NumPyFile.matrix(bytes)   // numpy.save("v.npy", numpy.zeros((60, 768), "<f4"))
///     matrix.rows      // 60
///     matrix.columns   // 768
public enum NumPyFile {
  /// The array that `bytes`, a whole file, holds.
  ///
  /// - Throws: `NumPyError`, also for values that are not finite; no bytes make it trap.
  /// - Complexity: O(bytes) time; eight bytes of memory a value.
  public static func matrix(_ bytes: [UInt8]) throws(NumPyError) -> DenseMatrix {
    let header = try NumPyHeader(bytes)
    let width: Int
    switch header.type {
    case "<f8": width = 8
    case "<f4": width = 4
    case "<f2": width = 2
    default: throw .type(header.type)
    }
    guard header.shape.count == 2, header.shape[1] > 0 else { throw .shape(header.shape) }
    let (rows, columns) = (header.shape[0], header.shape[1])
    let (values, tooMany) = rows.multipliedReportingOverflow(by: columns)
    let (size, tooWide) = values.multipliedReportingOverflow(by: width)
    let (end, tooFar) = header.end.addingReportingOverflow(size)
    guard !tooMany, !tooWide, !tooFar else { throw .tooLarge }
    guard bytes.count >= end else { throw .truncated(expected: end, found: bytes.count) }
    guard bytes.count == end else { throw .trailing(byte: end) }
    var data =
      switch width {
      case 8: read(UInt64.self, bytes, header.end, values) { Double(bitPattern: $0) }
      case 4: read(UInt32.self, bytes, header.end, values) { Double(Float(bitPattern: $0)) }
      default: read(UInt16.self, bytes, header.end, values) { Double(Float16(bitPattern: $0)) }
      }
    if header.columnsFirst { data = transposed(data, rows: rows, columns: columns) }
    if let place = data.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(row: place / columns, column: place % columns)
    }
    return DenseMatrix(rows: rows, columns: columns, data: data)
  }

  /// `count` values from byte `start` on.
  ///
  /// Unaligned loads, because eight checked bytes a value take five times as long; the caller has compared
  /// the count with the number of bytes.
  private static func read<Bits: FixedWidthInteger>(
    _: Bits.Type, _ bytes: [UInt8], _ start: Int, _ count: Int, _ value: (Bits) -> Double
  ) -> [Double] {
    unsafe bytes.withUnsafeBytes { memory in
      (0..<count).map { index in
        value(
          Bits(
            littleEndian: unsafe memory.loadUnaligned(
              fromByteOffset: start + index * MemoryLayout<Bits>.size, as: Bits.self)))
      }
    }
  }

  private static func transposed(_ data: [Double], rows: Int, columns: Int) -> [Double] {
    var turned = [Double](repeating: 0, count: data.count)
    for column in 0..<columns {
      for row in 0..<rows { turned[row * columns + column] = data[column * rows + row] }
    }
    return turned
  }
}
