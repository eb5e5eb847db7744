internal import Cento
internal import CentoRecords

/// Why two units are alike, for people and as records.
struct Explanation {
  let a: (unit: Unit, text: FoldedText)
  let b: (unit: Unit, text: FoldedText)
  let model: TFIDFModel
  let corpus: Corpus
  let grams: Int
  let contributions: [GramContribution]

  init(
    a: (Unit, FoldedText), b: (Unit, FoldedText), model: TFIDFModel, corpus: Corpus, grams: Int
  ) {
    (self.a, self.b, self.model, self.corpus, self.grams) = (a, b, model, corpus, grams)
    contributions = model.explain(a.1.scalars, b.1.scalars)
  }

  /// The cosine: what all shared grams add, or 1 where the folded texts are equal.
  private var cosine: Double {
    if !a.text.scalars.isEmpty && a.text.scalars == b.text.scalars { return 1 }
    return min(1, contributions.reduce(0) { $0 + $1.product })
  }

  var lines: [String] {
    var lines = [
      "cosine \(Figures.score(cosine)) over \(Figures.count(model.documents, "unit"))",
      "  a  \(a.unit.passage.id)  \(excerpt(a.unit))",
      "  b  \(b.unit.passage.id)  \(excerpt(b.unit))", "",
      "\(Figures.count(contributions.count, "shared gram")), those that add most:",
    ]
    for gram in contributions.prefix(grams) {
      let share = Figures.score(gram.product)
      lines.append(
        "  \(share)  \(Excerpt.beginning(of: "「\(gram.gram)」", width: 24))"
          + "  \(gram.tfA)× and \(gram.tfB)×, idf \(Figures.score(gram.idf))")
    }
    let rest = contributions.dropFirst(grams)
    if !rest.isEmpty {
      let share = Figures.score(rest.reduce(0) { $0 + $1.product })
      lines.append("  \(share)  from \(Figures.count(rest.count, "more gram"))")
    }
    return lines
  }

  /// One `explanation`, then a `gram` for each gram listed.
  var records: [Record] {
    let head = Record.other(
      type: "explanation",
      fields: [
        ("a", .string("\(a.unit.passage.id)")), ("b", .string("\(b.unit.passage.id)")),
        ("cosine", .score(cosine)), ("grams", .integer(contributions.count)),
      ])
    return [head]
      + contributions.prefix(grams).map { gram in
        Record.other(
          type: "gram",
          fields: [
            ("gram", .string(gram.gram)), ("tf_a", .integer(gram.tfA)),
            ("tf_b", .integer(gram.tfB)), ("idf", .score(gram.idf)),
            ("weight_a", .score(gram.weightA)), ("weight_b", .score(gram.weightB)),
            ("product", .score(gram.product)),
          ])
      }
  }

  private func excerpt(_ unit: Unit) -> String {
    Excerpt.beginning(
      of: corpus.text(
        of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts))
  }
}
