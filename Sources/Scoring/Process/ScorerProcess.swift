public import Rules
import ScorerWire
import Synchronization

/// Scorers that run in a child process, `windowstaff-scorer`: whatever one does ends that call with
/// a problem that names it, and nothing else.
///
/// Children are warm and reused, one for each call at a time. One that failed is replaced; nothing
/// is ever unloaded.
public final class ScorerProcess: ScorerHost {
  public let scorers: [ScorerDescriptor]
  public let schema: PolicySchema

  private let files: [ScorerFile]
  private let program: String
  private let limits: ScorerLimits
  private let idle: Mutex<[LoadedScorers]>

  /// After half of its processor time a child is replaced, so that none runs out of it in a call.
  private var millisecondsMax: Int { limits.cpuSeconds * 1000 / 2 }

  /// Loads shared libraries by their paths, and checks them as the ABI's header says.
  /// - Parameters:
  ///   - program: `windowstaff-scorer`; nil for the one beside this program.
  ///   - check: looks at each file, open for reading from its start, before it is loaded: what it
  ///     has read is what is loaded, whatever happens to the path.
  /// - Throws: `scorer_process`; what is wrong with a scorer, by its file's name; what `check`
  ///   throws.
  public init(
    paths: [String], limits: ScorerLimits = ScorerLimits(), program: String? = nil,
    check: (_ file: Int32) throws(Problem) -> Void = { _ in }
  ) throws(Problem) {
    guard paths.count <= Int(SCORER_LIBRARIES_MAX) else { throw .tooManyScorers(paths.count) }
    let program = try Self.program(program)
    let opened = try paths.map { (path) throws(Problem) -> ScorerFile in
      let file = try ScorerFile(path: path)
      try file.checkSize()
      try check(file.file)
      try file.checkPlatform()
      return file
    }
    let loaded = try LoadedScorers(opened, program: program, limits: limits)
    for place in opened.indices { try loaded.selfTest(place) }
    // Places in the child are those of the files: the descriptors' order is made theirs.
    let order = loaded.scorers.indices.sorted {
      loaded.scorers[$0].dimension < loaded.scorers[$1].dimension
    }
    scorers = order.map { loaded.scorers[$0] }
    places = order
    files = opened
    self.program = program
    self.limits = limits
    try ScorerFolder.checkOneEach(scorers)
    schema = try PolicySchema(scorers)
    idle = Mutex([loaded])
  }

  /// Loads every `libscorer-*.so` of a folder. What each scores is what it says, not its name.
  public convenience init(
    folder: String, limits: ScorerLimits = ScorerLimits(), program: String? = nil
  ) throws(Problem) {
    try self.init(paths: ScorerFolder.files(in: folder), limits: limits, program: program)
  }

  static func program(_ given: String?) throws(Problem) -> String {
    if let given { return given }
    return try ScorerFolder.beside() + "/windowstaff-scorer"
  }

  /// By place in `scorers`: the place of the file.
  private let places: [Int]

  public func score(_ batches: [ScorerBatch]) throws(Problem) {
    try withChild { (child) throws(Problem) in
      try child.score(batches.map { $0.by(scorer: places[$0.scorer]) })
    }
  }

  public func explain(
    _ index: Int, facts: [Int64], parameters: [Int64]
  ) throws(Problem) -> [ScorerStep] {
    try withChild { (child) throws(Problem) in
      try child.explain(places[index], facts: facts, parameters: parameters)
    }
  }

  /// Gives a child to one call. A child whose call failed is not used again.
  private func withChild<Result>(
    _ body: (LoadedScorers) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    let child: LoadedScorers
    if let warm = idle.withLock({ $0.popLast() }) {
      child = warm
    } else {
      child = try replacement()
    }
    let result = try body(child)
    if child.child.spentMilliseconds < millisecondsMax {
      idle.withLock { if $0.count < limits.idleChildrenMax { $0.append(child) } }
    }
    return result
  }

  private func replacement() throws(Problem) -> LoadedScorers {
    let child = try LoadedScorers(files, program: program, limits: limits)
    guard places.map({ child.scorers[$0] }) == scorers else { throw .scorerChanged(program) }
    return child
  }
}

extension ScorerBatch {
  /// The same batch of a scorer that another host has in another place.
  func by(scorer: Int) -> ScorerBatch {
    ScorerBatch(
      scorer: scorer, memberCount: memberCount, facts: facts,
      parameters: parameters, scores: scores, flags: flags)
  }
}

extension Problem {
  static func tooManyScorers(_ count: Int) -> Problem {
    Problem(
      .scorerFolder, .precondition, zh: "评分插件有 \(count) 个，最多 \(SCORER_LIBRARIES_MAX) 个",
      en: "there are \(count) scorers; at most \(SCORER_LIBRARIES_MAX) may be",
      remedy: Bilingual(zh: "请移除不用的插件。", en: "Remove those that are not used."))
  }

  /// A scorer describes itself otherwise than before.
  fileprivate static func scorerChanged(_ program: String) -> Problem {
    Problem(
      .scorerNotDeterministic, .fault, zh: "评分插件两次加载所述不一致",
      en: "a scorer described itself differently when it was loaded again",
      remedy: Bilingual(zh: "请更换该插件并重启服务。", en: "Replace it, and start the server again."))
  }
}
