/// Titles that no blank line sets off, told from sub-headings by what the sure titles of the compilation teach.
///
/// Such a line is taken for a title only if three things agree:
/// it holds a term that nearly all sure titles hold and the sub-headings around it do not;
/// the text after it opens as articles open; and the words change there more than at the sub-headings before it.
struct InlineTitles {
  private let manuscript: Manuscript
  private let layout: Layout
  private let sure: [Int]

  /// A stretch with more short lines than this is a list, not an article with headings.
  private static let mostHeadings = 100

  /// A search that learns from the titles at the lines `sure`.
  init(_ manuscript: Manuscript, layout: Layout, sure: [Int]) {
    self.manuscript = manuscript
    self.layout = layout
    self.sure = sure
  }

  /// The lines of further titles.
  func found() -> [Int] {
    let terms = sharedTerms()
    guard !terms.isEmpty else { return [] }
    var cohesion: Cohesion?
    var result: [Int] = []
    let bounds = sure + [manuscript.lines.count]
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      let short = (start + 1..<max(start + 1, end)).filter { layout.mayBeTitle($0) }
      guard short.count <= Self.mostHeadings else { continue }
      for place in short where place > start + 2 && !layout.isSetOff(place) {
        let others = short.filter { $0 != place && $0 > start + 1 }
        guard holds(terms, place), !others.contains(where: { holds(terms, $0) }),
          !isParallel(place, others), opensArticle(place + 1)
        else { continue }
        let measure = cohesion ?? Cohesion(manuscript)
        cohesion = measure
        let before = others.filter { $0 < place }.suffix(8).map(measure.across).sorted()
        let here = measure.across(place)
        if before.isEmpty ? here < 0.1 : here <= before[before.count / 2] { result.append(place) }
      }
    }
    return result
  }

  /// Three neighbouring characters, or words of five letters on, that three quarters of the sure titles hold.
  private func sharedTerms() -> Set<UInt64> {
    guard sure.count >= 3 else { return [] }
    var counts: [UInt64: Int] = [:]
    for place in sure { for term in terms(of: place) { counts[term, default: 0] += 1 } }
    return Set(counts.filter { $0.value * 4 >= sure.count * 3 }.keys)
  }

  private func terms(of place: Int) -> Set<UInt64> {
    let line = manuscript.scalars(of: manuscript.lines[place])
    var terms: Set<UInt64> = []
    let key = Manuscript.key(line[...])
    for start in 0..<max(0, key.count - 2)
    where key[start..<start + 3].allSatisfy({ ScalarClass(of: $0).isUnspaced }) {
      terms.insert(Manuscript.hash(Array(key[start..<start + 3])))
    }
    for word in line.split(whereSeparator: { !ScalarClass(of: $0).isWordlike })
    where word.count >= 5 && !word.contains(where: { ScalarClass(of: $0).isUnspaced }) {
      terms.insert(Manuscript.hash(Manuscript.key(word)))
    }
    return terms
  }

  private func holds(_ shared: Set<UInt64>, _ place: Int) -> Bool {
    !terms(of: place).isDisjoint(with: shared)
  }

  /// Whether the line is one of a run of like headings: it begins or ends with the same two characters as another.
  private func isParallel(_ place: Int, _ others: [Int]) -> Bool {
    let own = manuscript.keyScalars(of: manuscript.lines[place])
    return others.contains { other in
      let key = manuscript.keyScalars(of: manuscript.lines[other])
      return own.prefix(2) == key.prefix(2)
        || (own.suffix(2) == key.suffix(2) && own.count == key.count)
    }
  }

  private func opensArticle(_ place: Int) -> Bool {
    guard place < manuscript.lines.count else { return false }
    let line = manuscript.lines[place]
    return line.form.looksLikeParagraph && Openings.begins(manuscript.scalars(of: line, limit: 60))
  }
}
