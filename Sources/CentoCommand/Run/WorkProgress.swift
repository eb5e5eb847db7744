internal import Cento
internal import Synchronization

extension UnitSession {
  /// Tells a person who watches what long work will take, before it begins.
  ///
  /// Measured on made and real Chinese text: 4 bytes a character and 12 for each length of grams,
  /// four fifths of that on disk where it does not fit; 12 million characters a second, thread and
  /// length are counted.
  func tellWork(vectors: TFIDFModel.Options, memory: MemoryBudget) {
    guard console.isTerminal else { return }
    let characters = (0..<units.count).reduce(0) { $0 + units.size(of: $1) }
    guard characters >= Self.longWork else { return }
    let lengths = vectors.ngrams.upper - vectors.ngrams.lower + 1
    let wanted = characters * (4 + 12 * lengths) + units.count * 96
    let allowed = memory.bytes ?? wanted
    var words =
      "\(Figures.count(units.count, "unit")), \(Figures.grouped(characters / 1_000_000)) million "
      + "characters: about \(Self.size(min(wanted, allowed))) of memory"
    if wanted > allowed {
      words += " and \(Self.size(wanted / 5 * 4)) in \(memory.directory)"
    }
    let seconds = Double(characters * lengths) / (12e6 * Double(min(threads, 2)))
    console.say(words + "; counting takes \(Self.duration(seconds)), and then the join.")
  }

  /// Stages and how long they will go on, for a person who watches.
  var progress: StageProgress? {
    guard console.isTerminal else { return nil }
    let (console, units) = (console, Figures.count(units.count, "unit"))
    let clock = Mutex<(stage: StageProgress.Stage, since: ContinuousClock.Instant)?>(nil)
    return StageProgress { stage, part in
      let since = clock.withLock { clock in
        if let known = clock, known.stage == stage { return known.since }
        clock = (stage, .now)
        return .now
      }
      let what = stage == .counting ? "counting the grams of" : "joining"
      var words = "\(what) \(units): \(Figures.percent(part))"
      let elapsed = Double((ContinuousClock.now - since) / .seconds(1))
      if elapsed > 3, part > 0.02, part < 1 {
        words += ", \(Self.duration(elapsed * (1 - part) / part)) left"
      }
      console.stage(words)
    }
  }

  /// So many characters take long enough to be told of.
  private static let longWork = 25_000_000

  private static func size(_ bytes: Int) -> String {
    "\(Figures.tenths(Double(bytes) / 1e9)) GB"
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 90
      ? "about \(Int(seconds.rounded(.up))) s" : "about \(Int((seconds / 60).rounded())) min"
  }
}
