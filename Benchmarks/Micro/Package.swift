// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the harness is built only when somebody asks for micro-benchmarks:
//
//     cd Benchmarks/Micro && swift package benchmark
let package = Package(
  name: "micro",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "cento", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "HotLoops",
      dependencies: [
        .product(name: "Cento", package: "cento"),
        .product(name: "CentoFiles", package: "cento"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/HotLoops",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
