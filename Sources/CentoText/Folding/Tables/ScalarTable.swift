/// A number for every Unicode scalar, 0 where nothing was said: pages of 256, most of them the one empty page.
struct ScalarTable: Sendable {
  /// The page of scalar s at place s / 256.
  private(set) var pages: [UInt16]
  /// The cells of all pages, the empty page first.
  private(set) var cells: [UInt32]

  static let pageCount = 0x11_0000 >> 8

  init() {
    pages = Array(repeating: 0, count: Self.pageCount)
    cells = Array(repeating: 0, count: 256)
  }

  subscript(scalar: UInt32) -> UInt32 {
    get { cells[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)] }
    set {
      let page = Int(scalar >> 8)
      if pages[page] == 0 {
        if newValue == 0 { return }
        pages[page] = UInt16(cells.count >> 8)
        cells += repeatElement(0, count: 256)
      }
      cells[Int(pages[page]) << 8 | Int(scalar & 0xFF)] = newValue
    }
  }
}
