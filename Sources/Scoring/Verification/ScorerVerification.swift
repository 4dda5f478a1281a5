public import Rules
import ScorerWire

/// Proves that a file is a scorer that a county can run: each stage refuses with its own sentence,
/// and nothing of the file runs in this process.
public enum ScorerVerification {
  /// In the order in which a file goes through them. Digest and signature are of whoever received
  /// it.
  public enum Stage: String, Sendable, CaseIterable {
    case size, digest, signature, platform, abi, descriptor
    case selfTest = "self_test"
    case determinism

    public var label: Bilingual {
      switch self {
      case .size: Bilingual(zh: "文件大小", en: "size")
      case .digest: Bilingual(zh: "摘要", en: "digest")
      case .signature: Bilingual(zh: "签名", en: "signature")
      case .platform: Bilingual(zh: "平台", en: "platform")
      case .abi: Bilingual(zh: "接口版本", en: "ABI")
      case .descriptor: Bilingual(zh: "描述符", en: "descriptor")
      case .selfTest: Bilingual(zh: "自检", en: "self-test")
      case .determinism: Bilingual(zh: "确定性", en: "determinism")
      }
    }
  }

  /// The largest file that may be a scorer, in bytes.
  public static let bytesMax = ScorerFile.bytesMax

  /// The first stage alone, before anybody reads the file.
  /// - Throws: `scorer_size`, `scorer_not_loadable`.
  public static func checkSize(path: String) throws(Problem) {
    try ScorerFile(path: path).checkSize()
  }

  /// Takes a file through size, platform, ABI, descriptor, self-test and determinism, in child
  /// processes.
  ///
  /// - Parameters:
  ///   - program: `windowstaff-scorer`; nil for the one beside this program.
  ///   - passed: called with each stage that the file has passed.
  /// - Throws: what is wrong, of the first stage that refuses it; `scorer_process`.
  @discardableResult
  public static func verify(
    path: String, limits: ScorerLimits = ScorerLimits(), program: String? = nil,
    passed: (Stage) -> Void = { _ in }
  ) throws(Problem) -> ScorerDescriptor {
    let program = try ScorerProcess.program(program)
    let file = try ScorerFile(path: path)
    try file.checkSize()
    passed(.size)
    try file.checkPlatform()
    passed(.platform)
    let first = try LoadedScorers([file], program: program, limits: limits)
    passed(.abi)
    passed(.descriptor)
    try first.selfTest(0)
    passed(.selfTest)
    // Another process stands for another thread, another time and another place in memory.
    let second = try LoadedScorers([file], program: program, limits: limits)
    try DeterminismCheck(first, second).run()
    passed(.determinism)
    return first.scorers[0]
  }
}
