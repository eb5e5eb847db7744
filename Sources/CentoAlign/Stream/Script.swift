internal import CentoText

/// The kinds of writing that need different lengths to say the same.
///
/// Everything that counts signs asks here, so that one setting serves every script.
enum Script: UInt8, Sendable, CaseIterable {
  /// Chinese characters and kana: a sign is about a syllable with a meaning.
  case ideographic
  /// Hangul: a sign is a syllable.
  case syllabic
  /// Hebrew, Arabic, Syriac: letters without most vowels.
  case abjad
  /// Letters of an alphabet.
  case alphabetic

  /// The script of a letter, or nil for a sign that takes the script of the letter beside it.
  @inline(__always)
  init?(of scalar: UInt32, class kind: ScalarClass) {
    switch kind {
    case .han, .kana: self = .ideographic
    case .hangul: self = .syllabic
    case .letter:
      let isAbjad = (0x0590...0x08FF).contains(scalar) || (0xFB1D...0xFDFF).contains(scalar)
      self = isAbjad ? .abjad : .alphabetic
    default: return nil
    }
  }

  /// A sign's share of a seed: a gram is a seed once its shares reach `seedShare`.
  ///
  /// 3 Chinese characters, 4 of Hangul, 6 of an abjad, 8 letters.
  var share: UInt32 {
    switch self {
    case .ideographic: 8
    case .syllabic: 6
    case .abjad: 4
    case .alphabetic: 3
    }
  }

  /// The least and the most that a sign of any script has.
  static let (leastShare, mostShare): (UInt32, UInt32) = (3, 8)

  /// The shares of the shortest seed.
  static let seedShare: UInt32 = 24

  /// The shares of a phrase: 5 Chinese characters, 14 letters.
  static let phraseShare: UInt32 = 40

  /// The shares at which a gram is not lengthened any more: 13 Chinese characters, 35 letters.
  static let longestSeedShare: UInt32 = 104

  /// The fewest bits that a shared sign is worth, in hundredths.
  ///
  /// It lets long text that many sources copy survive, while short formulas do not.
  var floor: Int32 {
    switch self {
    case .ideographic: 150
    case .syllabic: 120
    case .abjad: 100
    case .alphabetic: 80
    }
  }

  /// The fewest signs of a passage that is a copy by its length, however many sources have it.
  var longCopy: Int {
    switch self {
    case .ideographic: 40
    case .syllabic: 60
    case .abjad: 100
    case .alphabetic: 150
    }
  }

  /// The fewest signs of a passage that is a copy by its length if next to nothing was changed.
  var nearCopy: Int {
    switch self {
    case .ideographic: 26
    case .syllabic: 32
    case .abjad: 40
    case .alphabetic: 48
    }
  }

  /// The fewest signs that neighbouring runs of a copy by its length have: three quarters of the
  /// shortest copy's.
  ///
  /// Fewer make up the phrases that all texts of a kind are written in.
  var copyRuns: Int { (nearCopy * 3 + 3) / 4 }

  /// What a shared sign of a long copy is worth at least, in hundredths of a bit.
  var copyWorth: Int32 {
    switch self {
    case .ideographic: 400
    case .syllabic: 320
    case .abjad: 260
    case .alphabetic: 200
    }
  }

  /// The bits of a reuse in the place of each 60 that are asked for: letters are read in words, and
  /// a name of two words is no passage.
  var demand: Double { self == .alphabetic ? 7.0 / 6 : 1 }

  /// The share of the least evidence at which a piece counts in company.
  var weak: Double { self == .ideographic ? 0.75 : 0.6 }

  /// The fewest signs of a piece that counts in company.
  var weakest: Int { self == .ideographic ? 5 : self == .syllabic ? 8 : 12 }

  /// The signs of about a page: what stands further apart is not one rewriting.
  var page: Int { self == .ideographic ? 600 : self == .syllabic ? 1000 : 2000 }

  /// The least score of a chain whose signs are worth what they are, in hundredths of a bit.
  ///
  /// Edited letters leave single runs, which must be tried; edited Chinese leaves chains.
  var leastChain: Int32 { self == .ideographic ? 4500 : 2500 }

  /// The longest stretch between two runs of one chain.
  var longestGap: Int32 { self == .ideographic ? 40 : self == .syllabic ? 60 : 100 }

  /// The longest stretch between two pieces that are made one.
  var longestSeam: Int { self == .ideographic ? 12 : self == .syllabic ? 20 : 40 }

  /// The fewest signs of a reuse.
  var shortest: Int { self == .ideographic ? 8 : self == .syllabic ? 16 : 30 }

  /// The longest stretch that can be a mere phrase.
  var longestPhrase: Int {
    switch self {
    case .ideographic: 26
    case .syllabic: 40
    case .abjad: 50
    case .alphabetic: 60
    }
  }

  /// The length under which a reuse needs more evidence than the threshold.
  var comfortable: Int { self == .ideographic ? 20 : self == .syllabic ? 40 : 30 }

  /// The bits that each sign short of `comfortable` costs.
  var shortness: Double { self == .ideographic ? 1 : 0.5 }
}
