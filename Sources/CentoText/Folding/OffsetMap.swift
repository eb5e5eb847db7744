/// From places in folded text to places in its source: sorted runs, found by binary search.
public struct OffsetMap: Sendable {
}
