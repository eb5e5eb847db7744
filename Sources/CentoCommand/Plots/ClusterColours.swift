/// Colours that tell clusters apart on white: twelve chosen ones, then hues by the golden angle.
enum ClusterColours {
  private static let first = [
    "#1f6fb4", "#d9541e", "#2f9e44", "#b5179e", "#c99a00", "#0b9aa6", "#7a4bd1", "#e0457b",
    "#6b7d1e", "#8c5a3c", "#4a5a6a", "#3f37c9",
  ]

  /// The colour of a cluster, counted from 0.
  static func colour(of cluster: Int) -> String {
    if cluster < first.count { return first[cluster] }
    let hue = cluster * 137 % 360
    return "hsl(\(hue),60%,\([36, 48, 60][cluster / first.count % 3])%)"
  }
}
