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
    let head = ExplanationRecord(
      a: "\(a.unit.passage.id)", b: "\(b.unit.passage.id)", cosine: cosine,
      grams: contributions.count)
    return [.explanation(head)] + contributions.prefix(grams).map { .gram(GramRecord($0)) }
  }

  private func excerpt(_ unit: Unit) -> String {
    Excerpt.beginning(
      of: corpus.text(
        of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts))
  }
}
