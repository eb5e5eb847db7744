/// The forms of one punctuation mark, and the form that stands for them all.
///
/// A mark is a variant if writers, keyboards and converters put it where another puts the form. 、 and 《》 are marks
/// of their own. What Unicode would turn into a space with an accent (´ ˜ ᾽) is caught here first.
enum PunctuationVariants {
  private static let groups: [(form: UInt32, variants: String)] = [
    (0x22, "“”„‟«»「」『』〝〞〟❝❞❠⹂🙶🙷🙸″‶"),
    (0x27, "‘’‚‛‹›`´′‵ʹʻʼ❛❜❟᾽"),
    (0x2D, "‐‑‒–—―⁃−⎯─━➖⸺⸻﹘﹣"),
    (0x7E, "〜∼⁓〰˜"),
    (0x22EF, "…‥︙︰"),
    (0x2E, "。․"),
    (0x3001, "﹑︑､"),
    (0x5B, "〔【〖〘〚⟦❲⦗"),
    (0x5D, "〕】〗〙〛⟧❳⦘"),
    (0x300A, "〈⟨⟪"),
    (0x300B, "〉⟩⟫"),
    (0xB7, "•‧・∙⋅⸱⦁"),
    (0x2F, "⁄∕"),
    (0x3A, "∶꞉"),
    (0x2A, "∗⁎"),
  ]

  /// Forms made for full width, half width, vertical lines and small print.
  private static let presentationForms: [ClosedRange<UInt32>] = [
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40,
    0xFF5B...0xFF65,
  ]

  /// Each variant and its form, in no order that matters.
  ///
  /// What decomposes into a variant (ŉ, ½, ⁻) is one too, so that this stage has nothing left to do after
  /// compatibility folding.
  static func all(_ normalization: Normalization) -> [(variant: UInt32, form: [UInt32])] {
    var forms = ScalarTable()
    var result: [(variant: UInt32, form: [UInt32])] = []
    func add(_ variant: UInt32, _ form: [UInt32]) {
      forms[variant] = UInt32(result.count + 1)
      result.append((variant, form))
    }
    for (form, variants) in groups {
      for scalar in variants.unicodeScalars { add(scalar.value, [form]) }
    }
    var decomposed: [UInt32] = []
    for scalar in normalization.decomposable where forms[scalar] == 0 {
      for isCompatibility in [true, false] {
        decomposed.removeAll(keepingCapacity: true)
        normalization.decompose(scalar, compatibility: isCompatibility, into: &decomposed)
        let isPresentation =
          presentationForms.contains { $0.contains(scalar) } && decomposed.first != 0x20
        if isPresentation || decomposed.contains(where: { forms[$0] != 0 }) {
          let form = decomposed.flatMap { forms[$0] == 0 ? [$0] : result[Int(forms[$0]) - 1].form }
          add(scalar, form)
          break
        }
      }
    }
    return result
  }
}
