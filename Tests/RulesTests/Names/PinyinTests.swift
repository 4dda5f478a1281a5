import Rules
import Testing

@Suite("Names are read as people read them")
struct PinyinTests {
  @Test(
    "surnames that are read otherwise elsewhere",
    arguments: [
      ("单雄信", "shanxiongxin"), ("仇英", "qiuying"), ("解缙", "xiejin"), ("查慎行", "zhashenxing"),
      ("曾国藩", "zengguofan"), ("盖聂", "genie"), ("区小明", "ouxiaoming"), ("朴正洙", "piaozhengzhu"),
      ("翟天临", "zhaitianlin"), ("乐嘉", "yuejia"), ("华罗庚", "hualuogeng"), ("任盈盈", "renyingying"),
      ("尉迟恭", "yuchigong"), ("万俟卨", "moqixie"), ("单于", "chanyu"), ("长孙无忌", "zhangsunwuji"),
      ("欧阳修", "ouyangxiu"), ("吕布", "lvbu"),
    ])
  func surnames(_ name: String, _ full: String) {
    #expect(Pinyin.readings(of: name).first?.full == full)
  }

  @Test("a character of the given name is read as it commonly is, not as the surname")
  func givenNames() {
    #expect(Pinyin.readings(of: "王单").first?.full == "wangdan")
    #expect(Pinyin.readings(of: "李解").first?.full == "lijie")
  }

  @Test("other readings are found too, after the likeliest")
  func heteronyms() {
    let readings = Pinyin.readings(of: "张乐").map(\.full)
    #expect(readings.first == "zhangle")
    #expect(readings.contains("zhangyue"))
    #expect(Pinyin.readings(of: "单田芳").map(\.full).contains("dantianfang"))
  }

  @Test("a name of many readings has no more than eight")
  func bounded() {
    #expect(Pinyin.readings(of: String(repeating: "乐", count: 64)).count == Pinyin.readingsMax)
  }

  @Test("initials are the first letters; letters, dots and blanks stand as they should")
  func forms() {
    #expect(Pinyin.readings(of: "欧阳修").first?.initials == "oyx")
    #expect(
      Pinyin.readings(of: "阿依努尔·Aynur 2").first?.syllables == [
        "a", "yi", "nu", "er", "aynur", "2",
      ])
    #expect(Pinyin.readings(of: "？").isEmpty)
    #expect(Pinyin.readings(of: "").isEmpty)
  }

  @Test("rare characters of names are read, in and beyond the basic plane")
  func rareCharacters() {
    #expect(Pinyin.readings(of: "㛃").first?.full == "jie")
    #expect(Pinyin.readings(of: "䶮").first?.full == "yan")
    #expect(Pinyin.readings(of: "𫖯").first?.full == "fu")
  }

  @Test("what is typed is brought into the keys' form")
  func queries() {
    #expect(Pinyin.query("Shan Xiong'xin") == "shanxiongxin")
    #expect(Pinyin.query("LÜ bu") == "lvbu")
    #expect(Pinyin.query("单") == nil)
    #expect(Pinyin.query(" ") == nil)
  }
}
