/// The server's identities: who may call, with which roles, by which credentials. One file beside
/// the counties', so that a county's backup holds no credential.
public final class AccessStore: Sendable {
  private let threads: DatabaseThreads

  private init(_ threads: DatabaseThreads) { self.threads = threads }

  /// Opens the file in the folder, making it when it is not there.
  /// - Throws: a `Problem`: `store_newer`, `store_corrupt`, …
  public static func open(in folder: DataFolder) async throws -> AccessStore {
    let path = folder.path + "/access.sqlite"
    return AccessStore(
      try await DatabaseThreads.start(
        path: path, idleMilliseconds: StoreLimits.idleMilliseconds
      ) { try prepareAccess(path) })
  }

  /// As `CountyStore.read`.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadSnapshot) throws -> T
  ) async throws -> T {
    try await threads.read(body)
  }

  /// As `CountyStore.write`.
  public func write<T: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> T
  ) async throws -> T {
    try await threads.write(body)
  }

  /// Finishes what is queued and closes the file.
  public func close() async { await threads.close() }
}
