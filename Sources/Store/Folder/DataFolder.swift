import Glibc
import Rules
import Synchronization

/// The folder where a server keeps its counties: one database file each, under `counties`.
///
/// One process at a time has it open. The folder is the owner's alone (0700, files 0600).
public final class DataFolder: Sendable {
  public let path: String
  private let idleMilliseconds: Int
  private let state: Mutex<State>

  private struct State {
    /// Held until the folder is closed.
    var lock: FolderLock?
    var isClosed: Bool { lock == nil }
    /// A county is opened once, by whoever asks first; others wait for the same opening.
    var opening: [String: Task<CountyStore, any Error>] = [:]
    /// Those whose opening has ended well.
    var opened: [String: CountyStore] = [:]
  }

  /// Opens the folder, making it when it is not there.
  /// - Throws: a `Problem`: `store_locked` when another server has it, `store_read_only`,
  ///   `store_io`.
  public static func open(_ path: String) throws -> DataFolder {
    try open(path, idleMilliseconds: StoreLimits.idleMilliseconds)
  }

  /// - Parameter idleMilliseconds: after so long without work a county's threads end.
  static func open(_ path: String, idleMilliseconds: Int) throws -> DataFolder {
    try makeFolder(path)
    try makeFolder(path + "/counties")
    return DataFolder(path, idleMilliseconds, try FolderLock(folder: path))
  }

  private init(_ path: String, _ idleMilliseconds: Int, _ lock: FolderLock) {
    self.path = path
    self.idleMilliseconds = idleMilliseconds
    state = Mutex(State(lock: lock))
  }

  /// The user who owns the folder; nil when the system does not say.
  public var ownerUID: UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  /// The counties that are there, in bytewise order.
  public func countyCodes() throws -> [String] {
    let folder = path + "/counties"
    guard let entries = opendir(folder) else { throw fileProblem(folder, errno) }
    defer { closedir(entries) }
    var codes: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(Self.suffix) else { continue }
      let code = String(name.dropLast(Self.suffix.count))
      if Self.isCode(code) { codes.append(code) }
    }
    return codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A page of the counties that `isShown` lets through.
  /// - Throws: a `Problem`: `page_token_invalid`.
  public func countyCodes(
    pageSize: Int, pageToken: String?, where isShown: (String) -> Bool
  ) throws -> Page<String> {
    // The token holds the last code of the page before: codes are in order and never change.
    let list = "counties"
    let last = try pageToken.map { try PageToken.position($0, of: list) } ?? ""
    let rest = try countyCodes().filter {
      last.utf8.lexicographicallyPrecedes($0.utf8) && isShown($0)
    }
    let items = Array(rest.prefix(pageSize))
    let isMore = rest.count > pageSize
    return Page(
      items: items, nextToken: isMore ? items.last.map { PageToken.make($0, of: list) } : nil)
  }

  /// Makes a county. When this fails, nothing is left of it.
  /// - Parameter first: the county's first write, which is there when the county is.
  /// - Throws: a `Problem`: `county_exists`, `county_code_invalid`, or what writing meets; what
  ///   `first` throws.
  public func createCounty(
    _ info: CountyInfo,
    first: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
  ) async throws -> CountyStore {
    guard Self.isCode(info.code) else { throw Self.codeProblem(info.code) }
    guard access(file(info.code), F_OK) != 0 else {
      throw Self.existsProblem(info.code)
    }
    return try await opened(info.code, creating: NewCounty(info: info, first: first))
  }

  /// The county of that code, opened at the first call.
  /// - Throws: a `Problem`: `unknown_county`, `store_newer`, `store_corrupt`, …
  public func county(_ code: String) async throws -> CountyStore {
    guard Self.isCode(code), access(file(code), F_OK) == 0 else {
      throw Problem(
        .unknownCounty, .notFound, zh: "没有代码为 \(code) 的县", en: "there is no county \(code)",
        remedy: Bilingual(
          zh: "用 windowstaff county list 查看已有的县，或先建立该县",
          en: "list the counties there are, or create this one first"),
        field: "county")
    }
    return try await opened(code, creating: nil)
  }

  /// Bytes that the county's database and its log take on the disk; 0 when there is none.
  public func storageBytes(of code: String) -> Int64 {
    guard Self.isCode(code) else { return 0 }
    return bytes(ofCounty: code, "") + bytes(ofCounty: code, "-wal")
  }

  /// Bytes of the county's file with this suffix; 0 when there is none.
  func bytes(ofCounty code: String, _ suffix: String) -> Int64 {
    var status = stat()
    return stat(file(code) + suffix, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Counties that were opened since the folder was.
  var openedCounties: [CountyStore] { state.withLock { Array($0.opened.values) } }

  /// Finishes what is under way, closes all files and lets the folder go.
  public func close() async {
    let (stores, lock) = state.withLock { state in
      defer { state = State() }
      return (Array(state.opening.values), state.lock)
    }
    for store in stores { await (try? store.value)?.close() }
    withExtendedLifetime(lock) {}
  }

  private func opened(_ code: String, creating new: NewCounty?) async throws -> CountyStore {
    let task = try state.withLock { state in
      guard !state.isClosed else { throw closedProblem() }
      if let known = state.opening[code] {
        // Two callers make the same county: one of them does.
        if new != nil { throw Self.existsProblem(code) }
        return known
      }
      let task = Task { [path = file(code), idleMilliseconds] in
        try await CountyStore.open(
          code: code, path: path, idleMilliseconds: idleMilliseconds, creating: new)
      }
      state.opening[code] = task
      return task
    }
    do {
      let store = try await task.value
      state.withLock { if !$0.isClosed { $0.opened[code] = store } }
      return store
    } catch {
      // The next caller tries anew: the operator may have mended the file by then. Of those who
      // waited for this opening, a late one must not throw away another's.
      state.withLock { state in
        if state.opening[code] == task { state.opening[code] = nil }
      }
      throw error
    }
  }

  private static let suffix = ".sqlite"

  private func file(_ code: String) -> String { "\(path)/counties/\(code)\(Self.suffix)" }

  private static func isCode(_ code: String) -> Bool {
    (1...32).contains(code.utf8.count)
      && code.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private static func existsProblem(_ code: String) -> Problem {
    Problem(
      .countyExists, .conflict, zh: "县 \(code) 已存在", en: "county \(code) exists already",
      field: "code")
  }

  private static func codeProblem(_ code: String) -> Problem {
    Problem(
      .countyCodeInvalid, .invalid, zh: "县代码“\(code)”不合要求",
      en: "the county code '\(code)' is not allowed",
      remedy: Bilingual(
        zh: "用 1 至 32 个字母、数字、- 或 _", en: "use 1 to 32 letters, digits, - or _"),
      field: "code")
  }
}

/// Makes a folder for the owner alone; one that is there must not be open to others for writing.
private func makeFolder(_ path: String) throws {
  guard mkdir(path, 0o700) != 0 else { return }
  guard errno == EEXIST else { throw fileProblem(path, errno) }
  var status = stat()
  guard stat(path, &status) == 0 else { throw fileProblem(path, errno) }
  guard status.st_mode & S_IFMT == S_IFDIR else { throw fileProblem(path, ENOTDIR) }
  if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw fileProblem(path, errno) }
}

func closedProblem() -> Problem {
  Problem(
    .storeClosed, .unavailable, zh: "服务正在停止", en: "the server is shutting down",
    remedy: Bilingual(zh: "稍后重试", en: "try again later"))
}
