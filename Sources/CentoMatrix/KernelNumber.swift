internal import CCentoKernels

/// A number for which the loops of `CCentoKernels` exist: single or double precision.
///
/// All pointers of these loops pass here. They are C because Swift cannot choose its instruction set when it
/// runs: in vectors of 16 bytes, all that it may count on, the same loops make 12.6 thousand million operations
/// a second on one core, with AVX2 84, with AVX-512 149 (4,000 × 112 times 112 × 112 in single precision).
package protocol KernelNumber: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// c = A·B, or c += A·B; entry (i, p) of A stands at `i * row + p * step`, B and c have `columns` columns.
  @unsafe static func product(
    _ a: UnsafePointer<Self>, row: Int, step: Int, rows: Int, inner: Int,
    _ b: UnsafePointer<Self>, columns: Int, into c: UnsafeMutablePointer<Self>, adding: Bool)

  /// target += Σ value · source[index − base], rows of `width` numbers.
  @unsafe static func gather(
    into target: UnsafeMutablePointer<Self>, from source: UnsafePointer<Self>, width: Int,
    index: UnsafePointer<UInt32>, value: UnsafePointer<Self>, count: Int, base: Int)
}

extension Float: KernelNumber {
  @unsafe package static func product(
    _ a: UnsafePointer<Float>, row: Int, step: Int, rows: Int, inner: Int,
    _ b: UnsafePointer<Float>, columns: Int, into c: UnsafeMutablePointer<Float>, adding: Bool
  ) {
    unsafe cento_product_f32(a, row, step, rows, inner, b, columns, c, adding ? 1 : 0)
  }

  @unsafe package static func gather(
    into target: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>, width: Int,
    index: UnsafePointer<UInt32>, value: UnsafePointer<Float>, count: Int, base: Int
  ) {
    unsafe cento_gather_f32(target, source, width, index, value, count, base)
  }
}

extension Double: KernelNumber {
  @unsafe package static func product(
    _ a: UnsafePointer<Double>, row: Int, step: Int, rows: Int, inner: Int,
    _ b: UnsafePointer<Double>, columns: Int, into c: UnsafeMutablePointer<Double>, adding: Bool
  ) {
    unsafe cento_product_f64(a, row, step, rows, inner, b, columns, c, adding ? 1 : 0)
  }

  @unsafe package static func gather(
    into target: UnsafeMutablePointer<Double>, from source: UnsafePointer<Double>, width: Int,
    index: UnsafePointer<UInt32>, value: UnsafePointer<Double>, count: Int, base: Int
  ) {
    unsafe cento_gather_f64(target, source, width, index, value, count, base)
  }
}
