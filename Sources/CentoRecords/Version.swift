/// The version of Cento, semantic: the one place where it stands.
public let centoVersion = "0.1.0"
