// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order of their layers: a target may use those above it, never those below.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, of dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["CentoTestSupport"], swiftSettings: settings
  )
}

let package = Package(
  name: "cento",
  products: [
    .executable(name: "cento", targets: ["CentoCommand"]),
    .library(name: "Cento", targets: ["Cento"]),
    .library(name: "CentoFiles", targets: ["CentoFiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: Foundations
    .systemLibrary(
      name: "CBLAS", pkgConfig: "blas", providers: [.apt(["libblas-dev"])]),
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "lapack", providers: [.apt(["liblapack-dev"])]),
    .target(name: "CCentoKernels"),
    room("CentoParallel", uses: ["CCentoKernels"]),

    // MARK: Text
    room("CentoText"),
    room("CentoGrams", uses: ["CentoText", "CentoParallel"]),

    // MARK: Numbers
    room("CentoMatrix", uses: ["CentoParallel", "CCentoKernels"]),
    room("CentoVectors", uses: ["CentoGrams", "CentoMatrix", "CentoParallel"]),
    room("CentoJoin", uses: ["CentoMatrix", "CentoParallel", "CCentoKernels"]),
    room("CentoAlign", uses: ["CentoGrams", "CentoText", "CentoParallel", "CCentoKernels"]),
    room("CentoLatent", uses: ["CentoMatrix", "CentoParallel", "CBLAS", "CLAPACK"]),
    room(
      "CentoClusters",
      uses: [
        "CentoJoin", "CentoLatent", "CentoGrams", "CentoMatrix", "CentoParallel", "CCentoKernels",
      ]),

    // MARK: Hall
    room(
      "Cento",
      uses: [
        "CentoText", "CentoGrams", "CentoMatrix", "CentoVectors", "CentoJoin", "CentoAlign",
        "CentoLatent", "CentoClusters", "CentoParallel",
      ]),

    // MARK: Bench
    room("CentoBench", uses: ["Cento", "CentoText", "CentoParallel"]),

    // MARK: Doors
    room("CentoFiles", uses: ["CentoText", "CentoParallel"]),
    room("CentoRecords", uses: ["Cento"]),
    .executableTarget(
      name: "CentoCommand",
      dependencies: [
        "Cento", "CentoBench", "CentoFiles", "CentoRecords",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // MARK: Tests
    .target(
      name: "CentoTestSupport", path: "Tests/CentoTestSupport", swiftSettings: settings),
    .target(
      name: "CentoReference", path: "Tests/CentoReference", swiftSettings: settings),
    tests("CentoText", of: ["CentoText"]),
    tests("CentoMatrix", of: ["CentoMatrix"]),
    tests(
      "CentoVectors",
      of: ["CentoVectors", "CentoGrams", "CentoMatrix", "CentoParallel", "CentoReference"]),
    tests(
      "CentoJoin",
      of: ["CentoJoin", "CentoMatrix", "CentoParallel", "CentoReference", "CCentoKernels"]),
    tests(
      "CentoAlign",
      of: ["CentoAlign", "CentoParallel", "CentoText", "CentoReference", "CCentoKernels"]),
    tests("CentoLatent", of: ["CentoLatent", "CentoMatrix", "CentoReference", "CLAPACK"]),
    tests(
      "CentoClusters",
      of: ["CentoClusters", "CentoLatent", "CentoMatrix", "CentoParallel", "CentoReference"]),
    tests("CentoBench", of: ["CentoBench", "CentoText"]),
    tests("CentoFiles", of: ["CentoFiles", "CentoText"]),
    tests("Cento", of: ["Cento", "CentoReference"]),
    tests("CentoRecords", of: ["CentoRecords", "Cento"]),
    tests("CentoCommand", of: ["CentoCommand"]),
  ],
  swiftLanguageModes: [.v6]
)
