internal import ArgumentParser

/// Topics kept in a file, and new articles assigned to them.
struct KnownTopicsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep the clusters in a file, to assign new articles to them.", valueName: "file.topics"))
  var saveTopics: String?

  @Option(
    help: ArgumentHelp(
      "Assign the articles to the clusters of such a file, which stay as they are.",
      discussion: "Text is folded as it was when the clusters were found.", valueName: "file.topics"
    ))
  var assign: String?
}
