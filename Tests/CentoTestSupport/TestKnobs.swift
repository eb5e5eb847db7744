#if canImport(Glibc)
  import Glibc
#endif

/// What a person may turn when running the tests: `CENTO_TESTS_SEED` and `CENTO_TESTS_SCALE`.
public enum TestKnobs {
  /// The seed that every random test starts from: `CENTO_TESTS_SEED`, or 20,261,121.
  public static var seed: UInt64 {
    variable("CENTO_TESTS_SEED").flatMap(UInt64.init) ?? 20_261_121
  }

  /// How much work the random tests do: `CENTO_TESTS_SCALE`, or 1.
  public static var scale: Int {
    variable("CENTO_TESTS_SCALE").flatMap(Int.init) ?? 1
  }

  /// The folder of labelled data that `CENTO_DATA` names, if it is set.
  public static var data: String? {
    variable("CENTO_DATA")
  }

  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
