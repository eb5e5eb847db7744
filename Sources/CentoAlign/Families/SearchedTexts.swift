/// The numbers of the texts that are searched, in order: all but those that are left out.
struct SearchedTexts: RandomAccessCollection, Sendable {
  /// The texts that are left out, in order.
  let leftOut: [UInt32]
  let endIndex: Int

  /// All of `count` texts but these, in order.
  init(of count: Int, without leftOut: [UInt32] = []) {
    self.leftOut = leftOut
    endIndex = count - leftOut.count
  }

  var startIndex: Int { 0 }

  /// The text that is number `place` among the searched.
  ///
  /// - Complexity: O(log n) for n texts that are left out.
  subscript(place: Int) -> Int {
    // Before the text left out as number k there are so many others as its number less k.
    var (low, high) = (0, leftOut.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(leftOut[middle]) - middle <= place { low = middle + 1 } else { high = middle }
    }
    return place + low
  }

  /// The place of a searched text among them.
  func place(of text: Int) -> Int {
    var (low, high) = (0, leftOut.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(leftOut[middle]) < text { low = middle + 1 } else { high = middle }
    }
    return text - low
  }
}
