/// What can be wrong with an array in NumPy's `.npy` format.
///
/// Every case says what is wrong, where, and what to do about it.
public enum NumPyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes do not begin as a `.npy` file does.
  case notNumPy
  /// A version of the format that is not 1.0, 2.0 or 3.0.
  case version(major: Int, minor: Int)
  /// The header cannot be read from this byte on.
  case header(byte: Int)
  /// Values of a type that is not read: NumPy's name for it.
  case type(String)
  /// The array has not two dimensions, or no columns.
  case shape([Int])
  /// The array is larger than the machine can count.
  case tooLarge
  /// The file ends before the array does.
  case truncated(expected: Int, found: Int)
  /// Bytes follow the array, from this one on.
  case trailing(byte: Int)
  /// A value that is not a number, or infinite.
  case notFinite(row: Int, column: Int)

  /// What, where, and what next, in one line.
  public var description: String {
    switch self {
    case .notNumPy:
      "no NumPy array: it does not begin as a .npy file does. Write it with numpy.save."
    case .version(let major, let minor):
      "version \(major).\(minor) of the .npy format is not known. Write it again with numpy.save."
    case .header(let byte):
      "the header of the .npy file cannot be read at byte \(byte). Write it again with numpy.save."
    case .type(let name):
      "values of type \(name). Save little-endian floats: array.astype('<f4')."
    case .shape(let shape):
      "shape (\(shape.map(String.init).joined(separator: ", "))). "
        + "Save two dimensions: one row a unit, at least one column."
    case .tooLarge: "the header names more values than this machine can count. Check the file."
    case .truncated(let expected, let found):
      "truncated: \(expected) bytes are announced, the file has \(found). Write it again."
    case .trailing(let byte):
      "bytes after the array, from byte \(byte) on. Save one array a file, with numpy.save."
    case .notFinite(let row, let column):
      "row \(row), column \(column) (from 0) is not a finite number. "
        + "Mend what made the vectors; a unit without a vector is a row of zeros."
    }
  }
}
