import CentoFiles
import CentoTestSupport
import CentoText
import Foundation
import Testing

@Suite(.tags(.unit)) struct FolderTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test(arguments: [
    ("a.txt", "a.txt"), ("./a.txt", "a.txt"), ("././a.txt", "a.txt"), ("a/", "a"),
    ("a//b.txt", "a/b.txt"), ("a/./b.txt", "a/b.txt"), ("/a//b/", "/a/b"), (".", "."),
    ("./", "."), ("/", "/"), ("//", "/"), ("../a", "../a"), ("a/../b", "a/../b"), ("./..", ".."),
    ("", ""), ("a/.", "a"), ("...", "..."), (".a", ".a"), ("./-", "-"),
  ])
  func tidyPaths(path: String, tidy: String) {
    #expect(InputPath.tidy(path) == tidy)
  }

  @Test func childrenOfFoldersHaveTidyPaths() {
    #expect(InputPath.child("x", of: ".") == "x")
    #expect(InputPath.child("x", of: "/") == "/x")
    #expect(InputPath.child("x", of: "a/b") == "a/b/x")
    #expect(InputPath.child("x", of: "..") == "../x")
  }

  @Test(arguments: [
    ("a.txt", true), ("a.TXT", true), ("a.jsonl", true), ("a.ndjson", true), ("a.md", true),
    ("a.pdf", false), ("txt", false), (".txt", false), ("a.", false), ("README.md", false),
    ("README.zh.txt", false), ("LICENSE.txt", false), ("LICENSE-MIT.md", false),
    ("SHA256SUMS", false), ("SHA256SUMS.txt", false), ("md5sum.txt", false), ("a.sha256", false),
    ("checksums.txt", false), ("checksums of 2020.txt", true), ("营商.txt", true),
  ])
  func namesThatAWalkReads(name: String, isRead: Bool) {
    #expect(FileNames.isDocument(name) == isRead)
  }

  @Test func documentsComeByTheBytesOfTheirPaths() throws {
    for name in ["b.txt", "a/z.txt", "a-b.txt", "a.txt", "Z.txt", "a/b/c.txt", "中.txt"] {
      try folder.write(name, name)
    }
    let order = ["Z.txt", "a-b.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt", "中.txt"]
    #expect(folder.ids(reader().read([folder.path])) == order)
    #expect(folder.ids(reader().read(order.reversed().map { folder($0) })) == order)
    #expect(folder.ids(reader().read([folder.path + "//", folder("b.txt")])) == order)
  }

  @Test func whatIsLeftOutIsCounted() throws {
    try folder.write("a.txt", "a")
    for name in ["README.md", "SHA256SUMS", "b.pdf", "sub/LICENSE.txt"] {
      try folder.write(name, "x")
    }
    for name in [".hidden.txt", ".git/config.txt"] { try folder.write(name, "x") }
    let reading = reader().read([folder.path])
    #expect(folder.ids(reading) == ["a.txt"])
    #expect(reading.ignored == 4)
    // The same file is left out once, however often it is met, and not at all once named.
    let again = reader().read([folder.path, folder("sub"), folder("README.md")])
    #expect(folder.ids(again) == ["README.md", "a.txt"])
    #expect(again.ignored == 3)
    #expect(again.problems.isEmpty)
  }

  @Test func aFileNamedOutrightIsAlwaysRead() throws {
    for name in ["README", "x.pdf", ".hidden", "LICENSE.txt"] { try folder.write(name, name) }
    let reading = reader().read(["README", "x.pdf", ".hidden", "LICENSE.txt"].map { folder($0) })
    #expect(folder.ids(reading) == [".hidden", "LICENSE.txt", "README", "x.pdf"])
    #expect(reading.ignored == 0)
  }

  @Test func aFileReachedTwiceIsReadOnceUnderItsFirstName() throws {
    try folder.write("sub/b.txt", "b")
    try folder.link("a.txt", to: "sub/b.txt")
    try folder.link("other", to: "sub")
    let everything = [
      folder("sub/b.txt"), folder("sub") + "/", folder("other"), folder("./a.txt"), folder.path,
    ]
    #expect(folder.ids(reader().read(everything)) == ["a.txt"])
    #expect(folder.ids(reader().read(everything.reversed())) == ["a.txt"])
    #expect(folder.ids(reader().read([folder("sub"), folder("other")])) == ["other/b.txt"])
    #expect(folder.ids(reader().read([folder("sub/b.txt"), folder("sub/b.txt")])) == ["sub/b.txt"])
  }

  @Test func linksInACircleEnd() throws {
    try folder.write("a/x.txt", "x")
    try folder.link("a/up", to: "..")
    try folder.link("a/self", to: ".")
    try folder.link("loop.txt", to: "loop.txt")
    let reading = reader().read([folder.path])
    #expect(folder.ids(reading) == ["a/x.txt"])
    #expect(
      folder.told(reading) == [
        "loop.txt: its symbolic links lead in a circle. Mend the link or leave it out."
      ])
  }

  @Test func aFolderNamedLikeAFileIsAFolder() throws {
    try folder.write("x.txt/y.txt", "y")
    #expect(folder.ids(reader().read([folder.path])) == ["x.txt/y.txt"])
    #expect(folder.ids(reader().read([folder("x.txt")])) == ["x.txt/y.txt"])
  }

  @Test func anEmptyFolderHoldsNothing() throws {
    let reading = reader().read([folder.path])
    #expect(reading.documents.isEmpty && reading.problems.isEmpty && reading.ignored == 0)
    #expect(reader().read([]).documents.isEmpty)
  }
}

@Suite(.tags(.survival)) struct HostileFolderTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test func missingPathsAreToldOnce() throws {
    let path = try folder.write("a.txt", "a")
    let reading = reader().read([folder("gone.txt"), path, folder("gone.txt"), path + "/b.txt"])
    #expect(folder.ids(reading) == ["a.txt"])
    #expect(
      folder.told(reading) == [
        "a.txt/b.txt: a part of the path is a file, not a folder. Check the path.",
        "gone.txt: no such file or folder. Check the path.",
      ])
    #expect(
      reader().read([""]).problems.map(\.message) == [
        "no such file or folder. Check the path."
      ])
    let long = folder(String(repeating: "x", count: 5000))
    #expect(
      reader().read([long]).problems.map(\.message) == [
        "the path is longer than the system allows. Go nearer to it first."
      ])
  }

  @Test func aFileThatVanishesAfterTheListing() throws {
    try folder.write("a.txt", "a")
    try folder.write("b.txt", "b")
    let list = InputList([folder.path])
    try FileManager.default.removeItem(atPath: folder("a.txt"))
    let reading = reader().read(list)
    #expect(folder.ids(reading) == ["b.txt"])
    #expect(folder.told(reading) == ["a.txt: it vanished before it was read. Run again."])
  }

  @Test func aFileThatGrowsOrShrinksAfterTheListing() throws {
    try folder.write("a.txt", "a")
    try folder.write("b.txt", String(repeating: "b", count: 10_000))
    let list = InputList([folder.path])
    try folder.write("a.txt", String(repeating: "a", count: 100_000))
    try folder.write("b.txt", "b")
    #expect(reader().read(list).documents.map(\.document.text.scalarCount) == [100_000, 1])
  }

  @Test func linksToNothing() throws {
    try folder.link("a.txt", to: "gone")
    try folder.link("b.bin", to: "gone")
    let reading = reader().read([folder.path])
    #expect(
      folder.told(reading) == [
        "a.txt: it vanished, or is a link to nothing. Mend it or leave it out."
      ])
    #expect(reading.ignored == 1)
  }

  @Test func namesThatAreNoUTF8() throws {
    #expect(unsafe open(folder.path + "/b.txt", O_CREAT | O_WRONLY, 0o600) >= 0)
    var path = Array((folder.path + "/").utf8CString.dropLast())
    path += [CChar(bitPattern: 0xFF), 0x2E, 0x74, 0x78, 0x74, 0]
    let descriptor = unsafe open(path, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(
      folder.told(reader().read([folder.path])) == [
        "b.txt: empty: there is no text in it. Leave it out.",
        "\u{FFFD}.txt: its name is no UTF-8 and cannot be an id. Rename it.",
      ])
  }

  @Test func pipesAreReadOnlyWhenNamed() async throws {
    let path = folder("pipe.txt")
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let reading = reader().read([folder.path])
    #expect(reading.documents.isEmpty && reading.problems.isEmpty)
    #expect(reading.ignored == 1)

    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: path)
      handle?.write(Data("through a pipe".utf8))
      try? handle?.close()
    }
    writer.start()
    #expect(reader().read([path]).documents.map(\.text) == ["through a pipe"])
  }

  @Test func devicesAreRefused() {
    let message = "a device or a socket, not a file. Leave it out."
    #expect(
      reader().read(["/dev/zero", "/dev/null"]).problems.map(\.description)
        == ["/dev/null: " + message, "/dev/zero: " + message])
  }

  /// Root may read everything: run the tests as another user to see this one at work.
  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func whatMayNotBeRead() throws {
    try folder.write("a.txt", "a")
    try folder.write("shut/b.txt", "b")
    try folder.write("blind/c.txt", "c")
    let files = FileManager.default
    for (name, mode) in [("a.txt", 0), ("shut", 0), ("blind", 0o400)] {
      try files.setAttributes([.posixPermissions: mode], ofItemAtPath: folder(name))
    }
    let denied = "permission denied. Ask for the right to read it, or leave it out."
    #expect(
      folder.told(reader().read([folder.path])) == [
        "a.txt: " + denied, "blind/c.txt: " + denied,
        "shut: the folder cannot be listed: " + denied,
      ])
    for name in ["shut", "blind"] {
      try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder(name))
    }
  }

  @Test func foldersNestedAsDeepAsPathsReach() throws {
    var path = folder.path
    while path.utf8.count < 3900 { path += "/d" }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data("deep".utf8).write(to: URL(fileURLWithPath: path + "/x.txt"))
    #expect(reader().read([folder.path]).documents.map(\.text) == ["deep"])
  }
}
