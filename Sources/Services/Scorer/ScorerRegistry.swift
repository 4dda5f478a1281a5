internal import Rules
internal import Scoring
internal import Synchronization

/// The counties' plugins that this process has loaded: each in processes of its own county, so that
/// no county's facts ever lie where another's scores are made.
final class ScorerRegistry: Sendable {
  let files: ScorerFiles
  private let builtIn: any ScorerHost
  private let loaded: Mutex<RecentlyUsed<Key, any ScorerHost>>

  private struct Key: Hashable {
    let county: String
    let digest: String
  }

  /// - Parameter most: hosts kept loaded.
  init(
    builtIn: any ScorerHost, files: ScorerFiles, most: Int = ServiceLimits.scorersLoadedMax
  ) {
    self.builtIn = builtIn
    self.files = files
    loaded = Mutex(RecentlyUsed(most: most))
  }

  /// The built-in scorers with these plugins of a county in the place of their dimensions'.
  /// - Parameter time: what the plugins' answers count towards.
  /// - Throws: `scorer_file_damaged`, and what loading finds.
  func host(
    with digests: some Sequence<String>, of county: String, within time: ScorerTime = .ofOneRun()
  ) throws -> any ScorerHost {
    let plugins = try digests.sorted().map { digest in
      TimedScorers(try plugin(digest, of: county), within: time)
    }
    return plugins.isEmpty ? builtIn : try ComposedScorers(builtIn, replacedBy: plugins)
  }

  /// A plugin that the county keeps: its file is read again before it is loaded.
  func plugin(_ digest: String, of county: String) throws -> any ScorerHost {
    let key = Key(county: county, digest: digest)
    if let known = loaded.withLock({ $0[key] }) { return known }
    // Not under the lock: a plugin that hangs holds up nobody else's. Of two loaded at once, one
    // stays.
    let host = try files.load(digest)
    return loaded.withLock { loaded in
      if let known = loaded[key] { return known }
      loaded[key] = host
      return host
    }
  }

  /// Verifies the one plugin of a folder from its size to its determinism, and loads it.
  static func verified(folder: String) throws -> any ScorerHost {
    for path in try ScorerFolder.files(in: folder) { try ScorerVerification.verify(path: path) }
    return try ScorerProcess(folder: folder)
  }
}

extension ScorerTime {
  /// What the plugins may take in one run of the server.
  static func ofOneRun() -> ScorerTime { ScorerTime(most: ServiceLimits.scorersTimeMax) }
}
