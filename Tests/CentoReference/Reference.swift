/// The slow, plain twins of the engine, written from the papers: they are compared with, never shipped.
public enum Reference {}
