internal import Rules
public import Store
internal import Synchronization

/// Decides who may call what. It decides from memory, so it never waits; what is stored comes
/// first, and memory follows before the change is answered.
public final class AccessControl: Sendable {
  /// UTC seconds now.
  let now: @Sendable () -> Int64
  /// Random bytes, as many as asked for, that nobody can guess.
  let random: @Sendable (Int) -> [UInt8]
  /// The user who owns the data folder; nil when nobody can say.
  let ownerUID: UInt32?
  let store: AccessStore
  private let current: Mutex<AccessSnapshot>
  /// Changes make the next snapshot one after the other, without holding up those who read.
  private let changing = Mutex(())

  init(
    store: AccessStore, records: [IdentityRecord], ownerUID: UInt32?,
    now: @escaping @Sendable () -> Int64, random: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.store = store
    self.ownerUID = ownerUID
    self.now = now
    self.random = random
    current = Mutex(AccessSnapshot.empty.applying(records))
  }

  /// Opens the identities of the data folder.
  /// - Throws: a `Problem` of the store.
  public static func open(
    in folder: DataFolder, now: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable (Int) -> [UInt8]
  ) async throws -> AccessControl {
    let store = try await AccessStore.open(in: folder)
    let records = try await store.read { try $0.identityRecords(now: now()) }
    return AccessControl(
      store: store, records: records, ownerUID: folder.ownerUID, now: now, random: random)
  }

  /// Closes the file of identities.
  public func close() async { await store.close() }

  var snapshot: AccessSnapshot { current.withLock { $0 } }

  /// Decides by the record from now on.
  func publish(_ record: IdentityRecord) {
    changing.withLock { _ in
      let next = snapshot.applying([record])
      current.withLock { $0 = next }
    }
  }
}
