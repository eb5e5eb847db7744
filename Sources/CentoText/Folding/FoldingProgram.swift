internal import Synchronization

/// A set of steps made ready to run: for every scalar, what the scan has to do.
final class FoldingProgram: Sendable {
  let steps: StepSet
  let stages: FoldingStages
  /// An `Action` for every scalar; 0, the most frequent, leaves the scalar as it is.
  let actions: ScalarTable

  private static let made = Mutex<[StepSet: FoldingProgram]>([:])

  /// The program of these steps, made when first asked for.
  static func shared(_ steps: StepSet) -> FoldingProgram {
    if let program = made.withLock({ $0[steps] }) { return program }
    let program = FoldingProgram(steps)
    return made.withLock { programs in
      if let program = programs[steps] { return program }
      programs[steps] = program
      return program
    }
  }

  private init(_ steps: StepSet) {
    self.steps = steps
    stages = FoldingStages(steps)
    var actions = ScalarTable()
    var form: [UInt32] = []
    var scratch: [UInt32] = []
    for scalar in stages.touched {
      stages.form(of: scalar, into: &form, scratch: &scratch)
      actions[scalar] = Action(of: scalar, form: form, in: stages).rawValue
    }
    self.actions = actions
  }
}

/// What the scan does with one scalar: a kind in the highest byte, the folded scalar in the other three.
struct Action {
  enum Kind: UInt32 {
    /// Write the scalar as it is.
    case keep = 0
    /// Write the folded scalar.
    case replace
    /// A dot: write it, unless another stands beside it.
    case dot
    /// A dash, likewise.
    case dash
    /// A single quotation mark, likewise.
    case quote
    /// White space: write one space between neighbours that need it.
    case space
    /// A mark that may only set words apart: write it or a space, as the words beside its run ask.
    case mark
    /// Hand over to the stages: what becomes of the scalar depends on more than the next one.
    case consult
  }

  let rawValue: UInt32

  @inline(__always)
  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  @inline(__always)
  var kind: UInt32 { rawValue >> 24 }

  @inline(__always)
  var scalar: UInt32 { rawValue & 0x1F_FFFF }

  /// The action for a scalar that becomes `form` where nothing stands beside it.
  init(of scalar: UInt32, form: [UInt32], in stages: FoldingStages) {
    let kind: Kind
    if form.count != 1 || stages.continues(scalar)
      || stages.steps.contains(.masks) && Masks.isSign(form[0])
    {
      kind = .consult
    } else if stages.steps.contains(.separators)
      && (stages.maySeparate(form[0]) || WhiteSpace.shared.spaces[form[0]] != 0)
    {
      if !stages.steps.contains(.whitespace) {
        kind = .consult
      } else {
        kind = stages.maySeparate(form[0]) ? .mark : .space
      }
    } else if stages.steps.contains(.whitespace) && WhiteSpace.shared.spaces[form[0]] != 0 {
      kind = .space
    } else if stages.steps.contains(.punctuation)
      && PunctuationRuns.family(form[0]) != .none
    {
      switch PunctuationRuns.family(form[0]) {
      case .dots: kind = .dot
      case .dashes: kind = .dash
      default: kind = .quote
      }
    } else {
      kind = form[0] == scalar ? .keep : .replace
    }
    let folded = kind == .space ? 0x20 : kind == .consult || kind == .keep ? 0 : form[0]
    self.init(rawValue: kind.rawValue << 24 | folded)
  }
}
