import CentoTestSupport
import Foundation
import Testing

/// `cento cluster` with a hierarchy and with vectors of the user's own.
struct ClusterTests {
  @Test(.tags(.laws)) func theTreeOfTheSeedsHoldsEveryCluster() throws {
    let run = try Program.run(
      ["cluster", Program.seeds, "--clusters", "9", "--hierarchy", "--format", "jsonl"])
    #expect(run.status == 0)
    let clusters = run.records("cluster")
    let merges = run.records("merge")
    #expect(clusters.count == 9 && merges.count == 8)
    #expect(run.records("summary").first?["merges"] as? Int == 8)
    var sizes = clusters.compactMap { $0["size"] as? Int }
    var height = 0.0
    var used: Set<Int> = []
    for (step, merge) in merges.enumerated() {
      let first = try #require(merge["first"] as? Int)
      let second = try #require(merge["second"] as? Int)
      #expect(merge["node"] as? Int == 10 + step)
      #expect(used.insert(first).inserted && used.insert(second).inserted)
      #expect(sizes[first - 1] >= sizes[second - 1])
      sizes.append(sizes[first - 1] + sizes[second - 1])
      #expect(merge["size"] as? Int == sizes.last)
      #expect(try #require(merge["height"] as? Double) >= height)
      height = merge["height"] as? Double ?? 0
    }
    #expect(sizes.last == 60)
    // The contract's order: clusters, then members, then what is new.
    let types = run.records.compactMap { $0["type"] as? String }
    #expect(types.firstIndex(of: "merge") == types.lastIndex(of: "member").map { $0 + 1 })
    let again = try Program.run(
      ["cluster", Program.seeds, "--clusters", "9", "--hierarchy", "--format", "jsonl"]
        + ["--threads", "1"])
    #expect(again.output == run.output)
  }

  @Test(.tags(.unit)) func aTreeIsPrintedAboveTheClusters() throws {
    let lines = (0..<8).map {
      #"{"id":"\#($0)","text":"\#(["ship, sea", "ship, mast", "wheat, barn", "opera, aria"][$0 % 4])"}"#
    }
    let run = try Program.run(
      ["cluster", "-", "--clusters", "3", "--hierarchy"], input: lines.joined(separator: "\n"))
    #expect(run.status == 0)
    let text = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(text[0].hasPrefix("  ┬ ") && text[0].hasSuffix("  (8)"))
    #expect(text[1].hasPrefix("  ├─"))
    #expect(text[4].hasPrefix("  └─") || text[3].hasPrefix("  └─"))
    #expect(text[5].isEmpty)
  }

  /// Twelve records without a word, and a file of vectors for them: record i is of heap i % 3.
  private func sample(rows: Int = 12, in folder: ScratchFolder) throws {
    try folder.write(
      "texts.jsonl", (0..<12).map { #"{"id":"r\#($0)","text":""}"# }.joined(separator: "\n") + "\n")
    let header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), 3), }                    \n"
    var bytes = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0])
    bytes.append(contentsOf: header.utf8)
    for row in 0..<rows {
      for column in 0..<3 {
        let value: Float = column == row % 3 ? 1 : Float(row) / 100
        for shift in stride(from: 0, to: 32, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(shift)))
        }
      }
    }
    try folder.write("v.npy", bytes)
  }

  @Test(.tags(.unit)) func vectorsTakeThePlaceOfOurs() throws {
    let folder = try ScratchFolder()
    try sample(in: folder)
    let run = try Program.run(
      ["cluster", "texts.jsonl", "--vectors", "v.npy", "--clusters", "3", "--format", "jsonl"],
      in: folder)
    #expect(run.status == 0)
    let found = run.records("member").map { $0["cluster"] as? Int }
    #expect(found == [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])
    let header = try #require(run.records.first?["parameters"] as? [String: Any])
    #expect((header["vectors"] as? String)?.count == 64)
    #expect(!run.text.contains("v.npy"))
  }

  @Test(.tags(.survival)) func vectorsThatDoNotFit() throws {
    let folder = try ScratchFolder()
    try sample(rows: 11, in: folder)
    try folder.write("bad.npy", "no array")
    let cases = [
      ("v.npy", "v.npy: 11 rows of vectors for 12 units."),
      ("bad.npy", "bad.npy: no NumPy array"),
      ("none.npy", "none.npy: no such file or folder."),
    ]
    for (name, message) in cases {
      let run = try Program.run(["cluster", "texts.jsonl", "--vectors", name], in: folder)
      #expect(run.status == 2)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }
}
