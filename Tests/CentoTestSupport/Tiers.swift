public import Testing

extension Tag {
  /// Hand-written literals: the expectation comes from a person, never from our code.
  @Tag public static var unit: Self
  /// Properties that hold for every input.
  @Tag public static var laws: Self
  /// The fast answer equals the naive one, or scikit-learn's recorded one.
  @Tag public static var oracle: Self
  /// Hostile input: no crash, a typed error, nothing lost.
  @Tag public static var survival: Self
}
