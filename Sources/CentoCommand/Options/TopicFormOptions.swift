internal import ArgumentParser

/// What clusters are made of beside the texts, and whether they form a tree.
struct TopicFormOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Put the clusters together step by step, the nearest first, and tell them as a tree."))
  var hierarchy = false
  @Option(
    help: ArgumentHelp(
      "Vectors of your own in place of ours: a NumPy array of two dimensions, floats, one row a unit.",
      discussion: """
        Row i belongs to the i-th `member` record: inputs by the bytes of their paths, the records of a file by line, \
        articles as they stand. Rows need no unit length; a row of zeros says nothing. Labels still come \
        from the text.
        """, valueName: "file.npy"))
  var vectors: String?
}
