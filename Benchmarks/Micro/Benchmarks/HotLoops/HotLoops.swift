import Benchmark
import Cento
import CentoFiles

/// The hot loops, one at a time, over the founding documents, on one thread.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.metrics = [
    .wallClock, .cpuTotal, .instructions, .peakMemoryResident,
  ]
  Benchmark.defaultConfiguration.maxDuration = .seconds(3)

  // …/Benchmarks/Micro/Benchmarks/HotLoops/HotLoops.swift, five names below the root.
  let root = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
  let seeds = "/" + root + "/seeds"
  let documents = DocumentReader(options: DocumentReader.Options(threads: 1)).read([seeds])
    .documents.map(\.document)
  let corpus = Corpus(documents, threads: 1)
  let units = FoldedUnits(of: corpus, at: .paragraph, threads: 1)
  let scalars = units.texts.map(\.scalars)

  Benchmark("articles") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(Corpus(documents, threads: 1)) }
  }
  Benchmark("folding") { benchmark in
    for _ in benchmark.scaledIterations {
      for document in documents { blackHole(Folding.standard.fold(document.text)) }
    }
  }
  Benchmark("vectors of 2–3-grams") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(
        try TFIDFModel.fit(count: scalars.count, options: TFIDFModel.Options(), threads: 1) {
          scalars[$0]
        })
    }
  }
  Benchmark("join at .3") { benchmark in
    let (_, rows) = try TFIDFModel.fit(
      count: scalars.count, options: TFIDFModel.Options(), threads: 1
    ) { scalars[$0] }
    let join = try CosineJoin(threshold: 0.3)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try join.pairs(in: rows, threads: 1)) }
  }
  Benchmark("reused passages") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(units.sharedText(in: corpus, threads: 1))
    }
  }
}
