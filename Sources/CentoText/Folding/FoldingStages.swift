/// The stages of a folding, each a plain function from text to text: what folding means.
///
/// The scan does the same in one pass and comes here for what it cannot decide from one scalar and the next.
final class FoldingStages: Sendable {
  let steps: StepSet
  let normalization: Normalization
  private let invisible: ScalarTable
  /// For each variant mark, its place in `forms` plus 1.
  private let variants: ScalarTable
  private let forms: [[UInt32]]
  private let simplified: ScalarTable
  private let digits: ScalarTable
  private let marks: ScalarTable
  private let separators: Separators?
  /// The scalars that some stage may change or that may change their neighbours.
  let touched: [UInt32]

  init(_ steps: StepSet) {
    let normalization = Normalization.shared
    self.steps = steps
    self.normalization = normalization
    var touched: [UInt32] = []
    var invisible = ScalarTable()
    if steps.contains(.invisible) {
      TableWord.forEach(in: UnicodeProperties.invisible) { word in
        for scalar in word.first...word.last {
          invisible[scalar] = 1
          touched.append(scalar)
        }
      }
    }
    var variants = ScalarTable()
    var forms: [[UInt32]] = []
    if steps.contains(.punctuation) {
      for (variant, form) in PunctuationVariants.all(normalization) {
        forms.append(form)
        variants[variant] = UInt32(forms.count)
        touched.append(variant)
      }
      touched += [0x27, 0x2D, 0x2E, 0xB7, 0x22EF]
    }
    if steps.normalizes {
      touched += normalization.decomposable + normalization.composing + normalization.combining
    } else if steps.contains(.whitespace) {
      touched += normalization.combining
    }
    if steps.contains(.case) { touched += normalization.caseVariants }
    var simplified = ScalarTable()
    if steps.contains(.simplified) {
      let pairs = TableWord.scalars(of: SimplifiedCharacters.pairs)
      for place in stride(from: 0, to: pairs.count, by: 2) {
        simplified[pairs[place]] = pairs[place + 1]
        touched.append(pairs[place])
      }
    }
    var digits = ScalarTable()
    if steps.contains(.digits) {
      TableWord.forEach(in: UnicodeProperties.decimalDigits) { word in
        for scalar in word.first...word.last {
          digits[scalar] = 1
          touched.append(scalar)
        }
      }
    }
    var marks = ScalarTable()
    if steps.contains(.marks) {
      let found = steps.contains(.masks) ? Marks.withoutMasks : Marks.all
      marks = found.table
      touched += found.list
    }
    var separators: Separators?
    if steps.contains(.separators) {
      separators = Separators(foldsMasks: steps.contains(.masks))
      touched += Marks.all.list
    }
    if steps.contains(.whitespace) || steps.contains(.separators) {
      touched += WhiteSpace.shared.list
    }
    if steps.contains(.masks) { touched += Masks.signs }
    self.invisible = invisible
    self.variants = variants
    self.forms = forms
    self.simplified = simplified
    self.digits = digits
    self.marks = marks
    self.separators = separators
    self.touched = touched
  }

  /// A stage that looks at one scalar, at a segment of a normalization form, or at neighbours.
  enum Stage: CaseIterable {
    case invisible, punctuationForms, compatibility, canonicalCase, simplified, digits, marks
    case separators, whiteSpace, punctuationRuns, masks

    /// The step that asks for the stage.
    var step: FoldingStep {
      switch self {
      case .invisible: .invisible
      case .punctuationForms, .punctuationRuns: .punctuation
      case .compatibility: .compatibility
      case .canonicalCase: .case
      case .simplified: .simplified
      case .digits: .digits
      case .marks: .marks
      case .separators: .separators
      case .whiteSpace: .whitespace
      case .masks: .masks
      }
    }
  }

  /// The stages in order.
  var list: [Stage] { Stage.allCases.filter { steps.contains($0.step) } }

  /// `text` after one stage; `before` and `after` are its folded neighbours, if it has any.
  func apply(
    _ stage: Stage, to text: [OriginScalar], before: UInt32? = nil, after: UInt32? = nil
  ) -> [OriginScalar] {
    switch stage {
    case .invisible:
      guard text.contains(where: { invisible[$0.scalar] != 0 }) else { return text }
      return text.filter { invisible[$0.scalar] == 0 }
    case .punctuationForms:
      guard text.contains(where: { variants[$0.scalar] != 0 }) else { return text }
      return text.flatMap { element in
        let form = variants[element.scalar]
        if form == 0 { return [element] }
        return forms[Int(form) - 1].map {
          OriginScalar(scalar: $0, start: element.start, end: element.end)
        }
      }
    case .compatibility:
      return normalization.apply(Self.compatibility, to: text)
    case .canonicalCase:
      return normalization.apply(Self.canonicalCase, to: text)
    case .simplified:
      return mapped(text, where: simplified) { simplified[$0] }
    case .digits:
      return mapped(text, where: digits) { _ in 0x30 }
    case .marks:
      return mapped(text, where: marks) { _ in 0x20 }
    case .separators:
      return separators?.apply(to: text, before: before, after: after) ?? text
    case .whiteSpace:
      return WhiteSpace.shared.apply(
        to: text, before: before, after: after, combiningClass: normalization.combiningClass)
    case .punctuationRuns:
      return PunctuationRuns.apply(to: text)
    case .masks:
      return Masks.apply(to: text, before: before, after: after)
    }
  }

  /// `text` after all stages.
  func apply(to text: [OriginScalar], before: UInt32?, after: UInt32?) -> [OriginScalar] {
    var text = text
    for stage in Stage.allCases where steps.contains(stage.step) {
      text = apply(stage, to: text, before: before, after: after)
    }
    return text
  }

  /// What becomes of a scalar by itself, before the stages that look at neighbours.
  func form(of scalar: UInt32, into form: inout [UInt32], scratch: inout [UInt32]) {
    form.removeAll(keepingCapacity: true)
    if invisible[scalar] != 0 { return }
    if variants[scalar] != 0 {
      form += forms[Int(variants[scalar]) - 1]
    } else {
      form.append(scalar)
    }
    if steps.contains(.compatibility) {
      normalization.normalize(&form, Self.compatibility, scratch: &scratch)
    }
    if steps.contains(.case) {
      normalization.normalize(&form, Self.canonicalCase, scratch: &scratch)
    }
    for place in form.indices {
      if simplified[form[place]] != 0 { form[place] = simplified[form[place]] }
      if digits[form[place]] != 0 { form[place] = 0x30 }
      if marks[form[place]] != 0 { form[place] = 0x20 }
    }
  }

  /// Whether the folded scalar may only set words apart, which its neighbours decide.
  func maySeparate(_ scalar: UInt32) -> Bool {
    separators?.contains(scalar) ?? false
  }

  /// Whether `scalar` may change, or be changed by, what stands before it.
  func continues(_ scalar: UInt32) -> Bool {
    if steps.contains(.whitespace) && normalization.combiningClass[scalar] != 0 { return true }
    if !steps.normalizes { return false }
    let first = variants[scalar] == 0 ? scalar : forms[Int(variants[scalar]) - 1][0]
    return normalization.continues(
      first, steps.contains(.compatibility) ? Self.compatibility : Self.canonicalCase)
  }

  private static let compatibility = Normalization.Form(compatibility: true, foldsCase: false)
  private static let canonicalCase = Normalization.Form(compatibility: false, foldsCase: true)

  private func mapped(
    _ text: [OriginScalar], where table: ScalarTable, _ transform: (UInt32) -> UInt32
  ) -> [OriginScalar] {
    guard text.contains(where: { table[$0.scalar] != 0 }) else { return text }
    return text.map {
      if table[$0.scalar] == 0 { return $0 }
      return OriginScalar(scalar: transform($0.scalar), start: $0.start, end: $0.end)
    }
  }
}

extension Folding {
  /// The whole text folded stage by stage, each stage over all of it, and the maps of the stages joined.
  ///
  /// This is what `fold` means; `fold` says the same in one pass. Kept for the tests that hold the two together.
  package func foldByStages(_ text: SourceText) -> FoldedText {
    var scalars = text.scalars(inBytes: 0..<text.utf8.count)
    var map = OffsetMap(identity: scalars.count)
    for stage in program.stages.list {
      let input = scalars.enumerated().map {
        OriginScalar(scalar: $1, start: UInt32($0), end: UInt32($0 + 1))
      }
      let output = program.stages.apply(stage, to: input)
      var step = OffsetMap()
      output.append(to: &step)
      map = map.composed(with: step)
      scalars = output.map(\.scalar)
    }
    return FoldedText(scalars: scalars, map: map)
  }
}
