import CentoFiles
import CentoTestSupport
import Testing

@Suite struct FileBytesTests {
  @Test(.tags(.unit)) func everyByte() throws {
    let folder = try ScratchFolder()
    let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for count in [0, 1, 4_096, 4_097, 70_000] {
      let path = try folder.write("v.npy", Array(bytes[..<count]))
      #expect(try FileBytes(ofFile: path).bytes == Array(bytes[..<count]))
    }
    let path = try folder.write("abc", "abc")
    // FIPS 180-4, appendix B.1.
    #expect(
      try FileBytes(ofFile: path).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(.tags(.survival)) func whatIsNoFile() throws {
    let folder = try ScratchFolder()
    for path in [folder("none"), folder.path] {
      #expect(throws: ReadProblem.self) { try FileBytes(ofFile: path) }
    }
  }
}
