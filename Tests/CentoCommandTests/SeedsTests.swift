import CentoTestSupport
import Foundation
import Testing

/// The main job: a scan of the founding documents.
@Suite(.serialized)
struct SeedsTests {
  private func seedsFolder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "seeds").path, withDestinationPath: Program.seeds)
    return folder
  }

  private func lines(_ name: String, in folder: ScratchFolder) throws -> [[String: Any]] {
    try folder.data("cento-results/\(name).jsonl").split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
    }
  }

  @Test(.tags(.unit)) func scanFindsTheArticlesAndTheReusedClause() throws {
    let folder = try seedsFolder()
    let run = try Program.run(["scan", "seeds/"], in: folder)
    #expect(run.status == 0)
    let documents = try lines("documents", in: folder).filter {
      $0["type"] as? String == "document"
    }
    #expect(documents.map { $0["articles"] as? Int } == [4, 53, 1, 1, 1])
    let clause = "为包括外资企业在内的各类经营主体提供规范、便利、统一的登记服务"
    let reuse = try lines("reuse", in: folder).filter { $0["type"] as? String == "reuse" }
    #expect(
      reuse.contains { record in
        ["a", "b"].allSatisfy {
          ((record[$0] as? [String: Any])?["text"] as? String)?.contains(clause) == true
        }
      })
    #expect(reuse.count <= 8)
    for name in ["articles", "paragraphs", "furniture", "pairs", "clusters"] {
      let records = try lines(name, in: folder)
      #expect(records.first?["type"] as? String == "cento")
      #expect(records.last?["type"] as? String == "summary")
    }
    let members = try lines("clusters", in: folder).filter { $0["type"] as? String == "member" }
    #expect(members.count == 60)
    #expect(run.text.hasPrefix("5 documents · 60 articles"))
  }

  @Test(
    .tags(.laws),
    arguments: [
      ["split", "--detail"], ["pairs", "--threshold", "0.3"], ["reuse", "--tier", "all"],
      ["cluster"], ["pairs", "--top-k", "3"],
      ["reuse", "--tier", "all", "--within", "--format", "text"],
    ])
  func sameBytesForAnyThreadsAndOrder(command: [String]) throws {
    let folder = try seedsFolder()
    let names = try FileManager.default.contentsOfDirectory(atPath: Program.seeds)
      .filter { $0.hasSuffix(".txt") }.sorted().map { "seeds/" + $0 }
    func output(_ paths: [String], _ threads: String) throws -> Data {
      // Of two formats the last one is taken.
      try Program.run(
        [command[0]] + paths + ["--format", "jsonl"] + command.dropFirst()
          + ["--threads", threads],
        in: folder
      ).output
    }
    let expected = try output(names, "1")
    #expect(expected.count > 500)
    #expect(try output(names.reversed(), "2") == expected)
    #expect(try output(names + ["./" + names[2]], "3") == expected)
  }

  @Test(.tags(.laws)) func everyCharacterIsInOnePieceAndEverySpanCountsBothWays() throws {
    let folder = try seedsFolder()
    let run = try Program.run(["split", "seeds", "--detail", "--format", "jsonl"], in: folder)
    let pieces = run.records.filter {
      ["title", "heading", "paragraph", "furniture"].contains($0["type"] as? String)
    }
    for document in run.records("document") {
      let id = try #require(document["id"] as? String)
      let text = String(
        decoding: try Data(contentsOf: folder.url.appending(path: id)), as: UTF8.self)
      let scalars = Array(text.unicodeScalars)
      var bytes = [0]
      for scalar in scalars { bytes.append(bytes[bytes.count - 1] + String(scalar).utf8.count) }
      var text1 = [Int](repeating: 0, count: scalars.count)
      var furniture = text1
      for piece in pieces where piece["document"] as? String == id {
        let range = try #require(piece["scalars"] as? [Int])
        #expect(piece["bytes"] as? [Int] == [bytes[range[0]], bytes[range[1]]])
        for place in range[0]..<range[1] {
          if piece["type"] as? String == "furniture" {
            furniture[place] += 1
          } else {
            text1[place] += 1
          }
        }
      }
      for (place, scalar) in scalars.enumerated() where !scalar.properties.isWhitespace {
        #expect(furniture[place] == 1 || (furniture[place] == 0 && text1[place] == 1))
      }
    }
  }
}
