import CentoTestSupport
import Foundation
import Testing

/// Pictures of clusters.
struct PlotTests {
  private static let plots = ["--plot", "map.svg", "--plot-heat", "heat.svg"]

  @Test(.tags(.laws)) func theSeedsAreDrawnTheSameOnAnyThreads() throws {
    let (one, three) = (try ScratchFolder(), try ScratchFolder())
    let command = ["cluster", Program.seeds, "--clusters", "8"] + Self.plots
    #expect(try Program.run(command + ["--threads", "1"], in: one).status == 0)
    #expect(try Program.run(command + ["--threads", "3"], in: three).status == 0)
    for name in ["map.svg", "heat.svg"] {
      let picture = try one.data(name)
      #expect(try picture == three.data(name))
      let text = String(decoding: picture, as: UTF8.self)
      #expect(text.hasPrefix("<svg xmlns=") && text.hasSuffix("</svg>\n"))
      #expect(text.contains("60 articles") && text.contains("8 clusters"))
      #expect(!text.replacing("http://www.w3.org/2000/svg", with: "").contains("http"))
    }
    let map = String(decoding: try one.data("map.svg"), as: UTF8.self)
    // A dot for each article with its title, one for each cluster in the legend, one for doubt.
    #expect(map.ranges(of: "<circle").count == 69)
    #expect(map.ranges(of: "</title></circle>").count == 60)
    // Again over itself.
    #expect(try Program.run(command, in: one).status == 0)
  }

  @Test(.tags(.unit)) func aPictureIsOfDots() throws {
    let folder = try ScratchFolder()
    let run = try Program.run(
      ["cluster", "-", "--clusters", "2", "--plot-heat", "heat.svg"],
      input: (0..<6).map { #"{"id":"\#($0)","text":"税务 \#($0 % 2 == 0 ? "纳税" : "河流") 甲\#($0)"}"# }
        .joined(separator: "\n"), in: folder)
    #expect(run.status == 0)
    let text = String(decoding: try folder.data("heat.svg"), as: UTF8.self)
    // The scale of shades is a PNG of 256 × 1 dots: its signature and header.
    #expect(text.contains("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAQAAAAABCAMAAAA"))
  }

  @Test(.tags(.survival), arguments: [0, 1, 2, 3]) func fewArticlesCanBeDrawn(count: Int) throws {
    let folder = try ScratchFolder()
    let lines = (0..<count).map { #"{"id":"<\#($0)>","text":"税务 <\#($0)> & \"纳税\" \u0007"}"# }
    let run = try Program.run(
      ["cluster", "-"] + Self.plots, input: lines.joined(separator: "\n") + "\n", in: folder)
    #expect(run.status == 0)
    for name in ["map.svg", "heat.svg"] {
      let bytes = try folder.data(name)
      #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
      #expect(XMLLines.areBalanced(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test(.tags(.survival)) func anotherFileIsNotDrawnOver() throws {
    let folder = try ScratchFolder()
    try folder.write("a.svg", "mine")
    try folder.write("in.txt", "一段文字。")
    for path in ["a.svg", "none/a.svg", "."] {
      let run = try Program.run(["cluster", "in.txt", "--plot", path], in: folder)
      #expect(run.status == 2 && !run.errors.isEmpty)
    }
    #expect(try folder.data("a.svg") == Data("mine".utf8))
  }
}

/// As much of XML as our pictures use: one element or pair of tags a line.
private enum XMLLines {
  static func areBalanced(_ text: String) -> Bool {
    text.split(separator: "\n").dropFirst().dropLast().allSatisfy { line in
      let bare = line.replacing("&lt;", with: "").replacing("&gt;", with: "")
        .replacing("&amp;", with: "").replacing("&quot;", with: "")
      let opened = bare.ranges(of: "<").count
      let closed = bare.ranges(of: "</").count
      let selfClosed = bare.ranges(of: "/>").count
      return !bare.contains("&") && opened == bare.ranges(of: ">").count
        && opened == 2 * closed + selfClosed
    }
  }
}
