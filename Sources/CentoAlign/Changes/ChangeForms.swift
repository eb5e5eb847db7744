internal import CentoText

/// Names of people and places as far as their form alone tells them; where it does not, a change is
/// one of wording.
enum ChangeForms {
  // MARK: People

  /// Whether two stretches are names of people: both begin with a surname and have two or three
  /// characters, and a title stands before them or a title or a verb of speech behind.
  static func areNames(
    _ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, before: ArraySlice<UInt32>,
    after: (a: ArraySlice<UInt32>, b: ArraySlice<UInt32>)
  ) -> Bool {
    guard isName(a), isName(b) else { return false }
    if titles.contains(where: { before.ends(with: $0) }) { return true }
    return [after.a, after.b].allSatisfy { rest in
      (verbs + titles).contains { rest.starts(with: $0) }
    }
  }

  /// Whether a character is a common surname.
  static func isSurname(_ scalar: UInt32) -> Bool { surnames.contains(scalar) }

  private static func isName(_ scalars: ArraySlice<UInt32>) -> Bool {
    guard let first = scalars.first else { return false }
    switch scalars.count {
    case 2...3: return surnames.contains(first) || hasLongSurname(scalars)
    case 4: return hasLongSurname(scalars)
    default: return false
    }
  }

  private static func hasLongSurname(_ scalars: ArraySlice<UInt32>) -> Bool {
    longSurnames.contains { scalars.starts(with: $0) }
  }

  /// The most common surnames.
  private static let surnames = ScalarSet(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
      + "谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文")
  private static let longSurnames = [
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐",
  ].map(scalars)
  private static let titles = [
    "主任", "局长", "市长", "省长", "县长", "区长", "镇长", "乡长", "部长", "司长", "处长", "科长", "厅长", "院长", "校长", "行长",
    "会长", "书记", "主席", "总理", "总统", "委员", "代表", "负责人", "记者", "同志", "先生", "女士", "教授", "博士", "董事长",
    "总经理", "经理", "律师", "法官", "检察官", "发言人", "秘书长", "组长", "队长", "所长", "站长", "村长",
  ].map(scalars)
  private static let verbs = [
    "说", "表示", "指出", "介绍", "强调", "认为", "告诉", "主持", "出席", "参加", "宣布", "回答", "称", "坦言", "透露", "解释",
    "在会上",
    "作了", "发言", "讲话", "致辞",
  ].map(scalars)

  // MARK: Places

  /// Whether a character ends the name of a place: 省市县区镇乡村州.
  static func isPlaceSuffix(_ scalar: UInt32) -> Bool { placeSuffixes.contains(scalar) }

  /// Whether a stretch has the form of a place's name: two to six characters and a suffix, and no
  /// common noun.
  static func isPlace(_ scalars: ArraySlice<UInt32>) -> Bool {
    guard let first = scalars.first, let last = scalars.last, (3...7).contains(scalars.count),
      isPlaceSuffix(last), scalars.allSatisfy({ ScalarClass(of: $0) == .han })
    else { return false }
    return !determiners.contains(first) && !commonPlaces.contains(Array(scalars.suffix(2)))
  }

  /// Whether a character may stand right before the name of a place.
  static func leadsToPlace(_ scalar: UInt32) -> Bool { placePrepositions.contains(scalar) }

  /// Whether a character makes another word of a suffix before it: 市场, 区域, 省级.
  static func continuesPlace(_ scalar: UInt32) -> Bool { placeContinuations.contains(scalar) }

  private static let placePrepositions = ScalarSet("在从到赴往向于由对把为是和与及至经自离入")
  private static let placeContinuations = ScalarSet("场域级民容值份间分别块城庄落长委直内外面情")
  private static let placeSuffixes = ScalarSet("省市县区镇乡村州")
  private static let determiners = ScalarSet("各全本我该此某新老小大多每这那两数几的和与在对")
  private static let commonPlaces = Set(
    [
      "城市", "都市", "超市", "股市", "上市", "门市", "楼市", "入市", "农村", "乡村", "山村", "地区", "社区", "园区", "城区",
      "灾区",
      "山区", "景区", "小区", "校区", "辖区", "专区", "库区", "市区", "郊区", "牧区", "片区", "厂区", "特区", "战区", "乡镇",
      "城镇",
      "集镇", "全省", "全市", "全县", "全区", "全镇", "全乡", "全村", "各省", "各市", "各县", "各区", "省市", "市县", "县区",
      "区县", "县乡",
      "家乡", "故乡", "老乡", "下乡", "返乡", "外省", "外市", "本省", "本市", "本县", "我省", "我市", "我县", "我区",
    ].map(scalars))

  // MARK: Words

  /// Whether a character is mostly a word of its own: a particle, a preposition, an auxiliary.
  static func isFunctionWord(_ scalar: UInt32) -> Bool { functionWords.contains(scalar) }

  /// Whether a character mostly begins words: 全国, 各地.
  static func beginsWords(_ scalar: UInt32) -> Bool { beginnings.contains(scalar) }

  private static let beginnings = ScalarSet("全各不再更第新大多要以向在和与对加为从")
  private static let functionWords = ScalarSet(
    "将应要需的了和与及并也都已在对为把被从向以等或但而就又可能会不未该此其各我他她它您们这那两着过地得之者于是有由让使")

  // MARK: Letters

  /// Whether a word has a capital where its place does not ask for one.
  static func isCapitalised(_ word: ArraySlice<UInt32>, afterSentence: Bool) -> Bool {
    guard !afterSentence, let first = word.first, let scalar = Unicode.Scalar(first) else {
      return false
    }
    return word.count > 1 && scalar.properties.isUppercase
  }

  /// Whether a mark ends a sentence, so that a capital behind it says nothing.
  static func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x3A, 0x22, 0x27, 0x28, 0x2D, 0x3002, 0xFF01, 0xFF1F, 0x201C, 0x2018,
      0xAB,
      0x22EF, 0x2026:
      true
    default: false
    }
  }

  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}

extension ArraySlice<UInt32> {
  fileprivate func ends(with other: [UInt32]) -> Bool {
    count >= other.count && suffix(other.count).elementsEqual(other)
  }
}
