import Foundation
import RPC
import Rules
import Synchronization
@testable import Services
@testable import Store

/// A data folder in a temporary place, with the access control of a server on it and a clock that
/// tests set.
final class AccessFixture: Sendable {
  let folder: DataFolder
  let access: AccessControl
  let clock: TestClock
  private let path: String

  init() async throws {
    path = "/tmp/ws-access-\(UInt32.random(in: .min ... .max))"
    let clock = TestClock()
    self.clock = clock
    folder = try DataFolder.open(path)
    access = try await AccessControl.open(
      in: folder, now: { clock.now }, random: { (0..<$0).map { _ in .random(in: .min ... .max) } })
  }

  func close() async {
    await access.close()
    await folder.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Lets the user of this id hold the grants.
  func know(_ uid: UInt32, as id: String, _ grants: [AccessGrant], staffNo: String = "S1") {
    access.publish(
      IdentityRecord(
        about: .init(
          identityID: id, kind: .person, name: id, staffNo: staffNo, homeCountyCode: "",
          createdAt: 0), version: 1, grants: grants, tokens: [], certificates: [],
        unixUsers: [uid]))
  }
}

/// UTC seconds that a test chooses.
final class TestClock: Sendable {
  private let seconds = Mutex<Int64>(1_760_000_000)
  var now: Int64 { seconds.withLock { $0 } }
  func advance(_ by: Int64) { seconds.withLock { $0 += by } }
}

extension AccessScope.Kind {
  /// A scope of the kind.
  var sample: AccessScope {
    switch self {
    case .county: .county
    case .center: .center("C1")
    case .unit: .unit("U1")
    case .window: .window("W1", center: "C1")
    case .own: .own(staffNo: "S1")
    }
  }
}

extension ServerCall {
  init(_ method: MethodName, uid: UInt32, county: String? = nil) {
    var metadata = Metadata()
    if let county { metadata.append("county", county) }
    self.init(
      method: Method(service: method.service, method: method.method, shape: .unary),
      metadata: metadata, peer: .unix(uid: uid))
  }
}
