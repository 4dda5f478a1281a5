public import Rules

extension Problem.Code {
  /// The folder of scorers cannot be read, or holds none.
  public static let scorerFolder = Problem.Code(rawValue: "scorer_folder")
  /// The system cannot load a scorer's file.
  public static let scorerNotLoadable = Problem.Code(rawValue: "scorer_not_loadable")
  /// A scorer's file has no `windowstaff_scorer`, or it returned nothing.
  public static let scorerWithoutEntry = Problem.Code(rawValue: "scorer_without_entry")
  /// A scorer was built for another major version of the ABI, or its sizes are not of its version.
  public static let scorerVersion = Problem.Code(rawValue: "scorer_version")
  /// A scorer's description of itself breaks a rule of the ABI.
  public static let scorerDescriptor = Problem.Code(rawValue: "scorer_descriptor")
  /// A scorer reads a fact that is not in the catalogue.
  public static let scorerUnknownFact = Problem.Code(rawValue: "scorer_unknown_fact")
  /// A scorer fails one of its own examples.
  public static let scorerSelfTest = Problem.Code(rawValue: "scorer_self_test")
  /// Two scorers are of one dimension.
  public static let scorerTwice = Problem.Code(rawValue: "scorer_twice")
  /// The policy gives a weight to a dimension that no scorer is there for.
  public static let scorerMissing = Problem.Code(rawValue: "scorer_missing")
  /// A scorer returned a failure.
  public static let scorerFailed = Problem.Code(rawValue: "scorer_failed")
  /// A scorer gave a score outside 0…100.00, or a flag that it does not declare.
  public static let scorerOutOfRange = Problem.Code(rawValue: "scorer_out_of_range")
  /// The scorers have more flags in all than a result holds.
  public static let scorerFlags = Problem.Code(rawValue: "scorer_flags")
  /// A scorer ended its process by a bad access, `abort`, or another signal.
  public static let scorerCrashed = Problem.Code(rawValue: "scorer_crashed")
  /// A scorer ended its process with `exit`.
  public static let scorerExited = Problem.Code(rawValue: "scorer_exited")
  /// A scorer asked the system for what scorers may not have: files, network, processes, threads.
  public static let scorerForbidden = Problem.Code(rawValue: "scorer_forbidden")
  /// A scorer took longer than it may.
  public static let scorerTimeout = Problem.Code(rawValue: "scorer_timeout")
  /// Scorers took longer in one run than they may, though not for any one answer.
  public static let scorerRunTime = Problem.Code(rawValue: "scorer_run_time")
  /// A scorer took more memory than it may.
  public static let scorerMemory = Problem.Code(rawValue: "scorer_memory")
  /// The process that runs scorers cannot be started.
  public static let scorerProcess = Problem.Code(rawValue: "scorer_process")
  /// A scorer's file is empty or larger than any scorer.
  public static let scorerSize = Problem.Code(rawValue: "scorer_size")
  /// A scorer's file is of another system or processor, or no shared library.
  public static let scorerPlatform = Problem.Code(rawValue: "scorer_platform")
  /// A scorer gives different scores for the same input.
  public static let scorerNotDeterministic = Problem.Code(rawValue: "scorer_not_deterministic")
  /// A scorer's explanation does not add up to its score.
  public static let scorerExplanation = Problem.Code(rawValue: "scorer_explanation")
}

extension Problem {
  static func scorer(
    _ code: Code, _ name: String, zh: String, en: String, remedy: Bilingual? = nil
  ) -> Problem {
    Problem(
      code, .fault, zh: "评分插件 \(name)：\(zh)", en: "scorer \(name): \(en)",
      remedy: remedy ?? rebuild)
  }

  private static let rebuild = Bilingual(
    zh: "请按 windowstaff_scorer.h 修正并重新构建该插件，或移除该文件。",
    en: "Mend and rebuild the scorer as windowstaff_scorer.h says, or remove the file.")

  static func scorerFolder(_ folder: String, _ reason: String) -> Problem {
    Problem(
      .scorerFolder, .precondition, zh: "无法读取评分插件目录 \(folder)：\(reason)",
      en: "cannot read the folder of scorers \(folder): \(reason)",
      remedy: Bilingual(
        zh: "请给出存在且可读的插件目录。", en: "Name a folder that is there and can be read."))
  }

  static func noScorers(_ folder: String) -> Problem {
    Problem(
      .scorerFolder, .precondition, zh: "目录 \(folder) 中没有评分插件（libscorer-*.so）",
      en: "the folder \(folder) holds no scorers (libscorer-*.so)",
      remedy: Bilingual(
        zh: "请用 --scorers 给出插件目录。", en: "Name the folder of the scorers with --scorers."))
  }

  static func scorerNotLoadable(_ file: String, _ reason: String) -> Problem {
    scorer(.scorerNotLoadable, file, zh: "无法加载（\(reason)）", en: "cannot be loaded (\(reason))")
  }

  static func scorerWithoutEntry(_ file: String) -> Problem {
    scorer(
      .scorerWithoutEntry, file, zh: "没有可用的入口函数 windowstaff_scorer",
      en: "has no working entry windowstaff_scorer")
  }

  static func scorerVersion(_ file: String, _ found: UInt32, _ host: UInt32) -> Problem {
    let versions = [found, host].map { "\($0 >> 16).\($0 & 0xFFFF)" }
    return scorer(
      .scorerVersion, file, zh: "接口版本为 \(versions[0])，本程序支持 \(versions[1])",
      en: "has ABI \(versions[0]); this program takes \(versions[1])")
  }

  static func scorerSize(_ file: String, _ what: String, _ found: UInt32, _ least: Int) -> Problem {
    scorer(
      .scorerVersion, file, zh: "\(what) 的大小为 \(found)，应不小于 \(least)",
      en: "\(what) is \(found), less than the \(least) of its version")
  }

  static func scorerDescriptor(_ file: String, zh: String, en: String) -> Problem {
    scorer(.scorerDescriptor, file, zh: "描述符有误：\(zh)", en: "bad descriptor: \(en)")
  }

  static func scorerUnknownFact(_ file: String, _ fact: String) -> Problem {
    scorer(
      .scorerUnknownFact, file, zh: "读取了目录中不存在的事实 \(fact)",
      en: "reads the fact \(fact), which the catalogue (version \(FactCatalogue.version)) has not",
      remedy: Bilingual(
        zh: "请核对事实名称，或升级本程序。", en: "Check the fact's name, or upgrade this program."))
  }

  static func scorerSelfTest(_ file: String, _ example: Int32) -> Problem {
    scorer(
      .scorerSelfTest, file, zh: "自检的第 \(example) 个例子未通过",
      en: "fails example \(example) of its self-test")
  }

  static func scorerTwice(_ dimension: Dimension, _ files: [String]) -> Problem {
    scorer(
      .scorerTwice, files.joined(separator: ", "), zh: "都对“\(dimension.label.zh)”评分",
      en: "both score \(dimension.rawValue)",
      remedy: Bilingual(zh: "每个维度只保留一个插件。", en: "Keep one scorer a dimension."))
  }

  static func scorerMissing(_ dimension: Dimension, weight: Int64) -> Problem {
    Problem(
      .scorerMissing, .precondition,
      zh: "“\(dimension.label.zh)”的权重为 \(weight)%，但没有对应的评分插件",
      en: "\(dimension.rawValue) weighs \(weight)%, but no scorer is there for it",
      remedy: Bilingual(
        zh: "请安装 libscorer-\(dimension.rawValue).so，或将权重设为 0。",
        en: "Install libscorer-\(dimension.rawValue).so, or set the weight to 0."),
      clause: dimension.weight?.descriptor.clause ?? "12.1", field: dimension.weightName)
  }

  static func tooManyFlags(_ count: Int, _ most: Int) -> Problem {
    Problem(
      .scorerFlags, .precondition, zh: "评分插件共声明了 \(count) 个标志，最多 \(most) 个",
      en: "the scorers declare \(count) flags in all; a result holds \(most)",
      remedy: Bilingual(zh: "请减少插件声明的标志。", en: "Declare fewer flags in the scorers."))
  }

  static func scorerFailed(_ scorer: ScorerDescriptor, _ status: Int32) -> Problem {
    Self.scorer(
      .scorerFailed, scorer.name, zh: "返回失败代码 \(status)", en: "failed with the number \(status)")
  }

  static func scorerOutOfRange(_ scorer: ScorerDescriptor, staffNo: String, _ score: Int64)
    -> Problem
  {
    Self.scorer(
      .scorerOutOfRange, scorer.name, zh: "\(staffNo) 的得分 \(hundredthsText(score)) 不在 0…100 内",
      en: "the score \(hundredthsText(score)) of \(staffNo) is not in 0…100")
  }

  static func scorerUndeclaredFlag(_ scorer: ScorerDescriptor, staffNo: String) -> Problem {
    Self.scorer(
      .scorerOutOfRange, scorer.name, zh: "对 \(staffNo) 设置了未声明的标志",
      en: "sets a flag for \(staffNo) that it does not declare")
  }

  static func scorerExplanation(_ scorer: ScorerDescriptor, zh: String, en: String) -> Problem {
    Self.scorer(.scorerExplanation, scorer.name, zh: "解释与得分不符：\(zh)", en: "explanation: \(en)")
  }
}

extension ScorerDescriptor {
  /// As problems name it.
  var name: String { "\(dimension.rawValue) \(version) (\(file))" }
}
