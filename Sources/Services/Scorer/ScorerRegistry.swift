internal import Rules
internal import Scoring
internal import Synchronization

/// The plugins that this process has loaded, by digest: each once, and never unloaded.
final class ScorerRegistry: Sendable {
  let files: ScorerFiles
  private let builtIn: any ScorerHost
  private let loaded = Mutex<[String: any ScorerHost]>([:])

  init(builtIn: any ScorerHost, files: ScorerFiles) {
    self.builtIn = builtIn
    self.files = files
  }

  /// The built-in scorers with these plugins in the place of their dimensions'.
  /// - Throws: `scorer_file_damaged`, and what loading finds.
  func host(with digests: some Sequence<String>) throws -> any ScorerHost {
    let plugins = try digests.sorted().map(plugin)
    return plugins.isEmpty ? builtIn : try ComposedScorers(builtIn, replacedBy: plugins)
  }

  /// A plugin that the county keeps: its file is read again before it is loaded.
  func plugin(_ digest: String) throws -> any ScorerHost {
    if let known = loaded.withLock({ $0[digest] }) { return known }
    // Not under the lock: a plugin that hangs holds up nobody else's. Of two loaded at once, one
    // stays.
    try files.check(digest)
    let host = try Self.load(folder: files.folder(digest))
    return loaded.withLock { loaded in
      if let known = loaded[digest] { return known }
      loaded[digest] = host
      return host
    }
  }

  /// Loads the one plugin of a folder, into a process of its own.
  static func load(folder: String) throws -> any ScorerHost {
    try ScorerProcess(folder: folder)
  }

  /// Verifies the one plugin of a folder from its size to its determinism, and loads it.
  static func verified(folder: String) throws -> any ScorerHost {
    for path in try ScorerFolder.files(in: folder) { try ScorerVerification.verify(path: path) }
    return try load(folder: folder)
  }
}
