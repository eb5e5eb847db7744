extension CSRMatrix {
  /// The rows at these places, in this order.
  package func selecting(_ selection: [Int]) -> CSRMatrix {
    var indptr = [0]
    indptr.reserveCapacity(selection.count + 1)
    for row in selection { indptr.append(indptr[indptr.count - 1] + range(ofRow: row).count) }
    var indices: [UInt32] = []
    var data: [Double] = []
    indices.reserveCapacity(indptr[selection.count])
    data.reserveCapacity(indptr[selection.count])
    for row in selection {
      indices.append(contentsOf: self.indices[range(ofRow: row)])
      data.append(contentsOf: self.data[range(ofRow: row)])
    }
    return CSRMatrix(indptr: indptr, indices: indices, data: data, columns: columns)
  }
}
