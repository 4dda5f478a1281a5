import Foundation
import RPC
import Rules
import Testing
import WindowStaffProto
@testable import Services
@testable import Store

/// Who the server takes a caller for.
@Suite struct KnownCallerTests {
  static let method = StaffServiceMethods.getStaff.name

  private func call(
    bearer: String? = nil, peer: ServerCall.Peer = .memory, binding: ConnectionBinding? = nil
  ) -> ServerCall {
    var metadata = Metadata()
    metadata.append("county", "420325")
    if let bearer { metadata.append("authorization", bearer) }
    return ServerCall(
      method: StaffServiceMethods.getStaff, metadata: metadata, peer: peer,
      binding: binding ?? ConnectionBinding())
  }

  private func record(
    _ fixture: AccessFixture, version: Int64, secret: String?, disabled: Bool = false
  ) -> IdentityRecord {
    let tokens = secret.map {
      IdentityRecord.Token(
        tokenID: "t", hash: TokenHash(of: $0), label: "", createdAt: fixture.clock.now,
        expiresAt: fixture.clock.now + 60)
    }
    return IdentityRecord(
      about: .init(
        identityID: "zhang", kind: .person, name: "张三", staffNo: "", homeCountyCode: "",
        isDisabled: disabled, createdAt: 0), version: version,
      grants: [AccessGrant(role: .auditor, countyCode: "420325", scope: .county)],
      tokens: tokens.map { [$0] } ?? [], certificates: [], unixUsers: [])
  }

  private func refusal(_ fixture: AccessFixture, _ call: ServerCall) -> String? {
    do {
      try fixture.access.authorize(call)
      return nil
    } catch {
      return (error as? Rules.Problem)?.code.rawValue
    }
  }

  @Test("A token is good until its last second, and not with a letter more or less")
  func expiry() async throws {
    let fixture = try await AccessFixture()
    fixture.access.publish(record(fixture, version: 1, secret: "wst_secret"))
    #expect(refusal(fixture, call(bearer: "Bearer wst_secret")) == nil)
    #expect(refusal(fixture, call(bearer: "bearer wst_secret")) == nil)
    for wrong in ["Bearer wst_secre", "Bearer wst_secretx", "wst_secret", "Basic wst_secret", ""] {
      #expect(refusal(fixture, call(bearer: wrong)) == "token_invalid", "\(wrong)")
    }
    fixture.clock.advance(59)
    #expect(refusal(fixture, call(bearer: "Bearer wst_secret")) == nil)
    fixture.clock.advance(1)
    #expect(refusal(fixture, call(bearer: "Bearer wst_secret")) == "token_expired")
    await fixture.close()
  }

  @Test("A bound connection loses its identity with the token, and keeps its county")
  func bound() async throws {
    let fixture = try await AccessFixture()
    fixture.access.publish(record(fixture, version: 1, secret: "wst_secret"))
    let binding = ConnectionBinding()
    #expect(binding.bind(BoundCaller(token: TokenHash(of: "wst_secret"), county: "420325")))
    let call = ServerCall(method: StaffServiceMethods.getStaff, binding: binding)
    #expect(refusal(fixture, call) == nil)
    fixture.access.publish(record(fixture, version: 2, secret: nil))
    #expect(refusal(fixture, call) == "token_invalid")
    await fixture.close()
  }

  @Test("An older record never takes the place of a later one")
  func order() async throws {
    let fixture = try await AccessFixture()
    fixture.access.publish(record(fixture, version: 3, secret: nil))
    fixture.access.publish(record(fixture, version: 2, secret: "wst_secret"))
    #expect(refusal(fixture, call(bearer: "Bearer wst_secret")) == "token_invalid")
    await fixture.close()
  }

  @Test("A disabled identity is refused by every way in")
  func disabled() async throws {
    let fixture = try await AccessFixture()
    fixture.access.publish(record(fixture, version: 1, secret: "wst_secret", disabled: true))
    #expect(refusal(fixture, call(bearer: "Bearer wst_secret")) == "identity_disabled")
    await fixture.close()
  }

  @Test("The folder's owner may do everything at first, and stays the server's administrator")
  func owner() async throws {
    let fixture = try await AccessFixture()
    let uid = getuid()
    let create = ServerCall(CountyServiceMethods.createCounty.name, uid: uid)
    #expect(refusal(fixture, call(peer: .unix(uid: uid))) == nil)
    #expect(refusal(fixture, create) == nil)
    #expect(refusal(fixture, call(peer: .unix(uid: uid + 1))) == "unknown_caller")
    #expect(refusal(fixture, call(peer: .memory)) == "unknown_caller")
    #expect(refusal(fixture, call(peer: .tcp(address: "127.0.0.1:1"))) == "unknown_caller")
    fixture.know(uid, as: "operator", [])
    #expect(refusal(fixture, call(peer: .unix(uid: uid))) == "role_missing")
    #expect(refusal(fixture, create) == nil)
    await fixture.close()
  }

  @Test("A wrong token is refused even where the connection itself would be known")
  func tokenFirst() async throws {
    let fixture = try await AccessFixture()
    let known = ServerCall.Peer.unix(uid: getuid())
    #expect(refusal(fixture, call(bearer: "Bearer no", peer: known)) == "token_invalid")
    await fixture.close()
  }

  @Test("A client certificate is known by its digest, or by a name in whichever case")
  func certificates() async throws {
    let fixture = try await AccessFixture()
    let digest = String(repeating: "ab", count: 32)
    fixture.access.publish(
      IdentityRecord(
        about: .init(
          identityID: "gate", kind: .system, name: "gate", staffNo: "", homeCountyCode: "",
          createdAt: 0), version: 1,
        grants: [AccessGrant(role: .auditor, countyCode: "420325", scope: .county)],
        tokens: [], certificates: [.sha256(digest), .san("dns:gate-3.example")], unixUsers: []))
    func peer(_ names: [String], _ fingerprint: String) -> ServerCall.Peer {
      .tls(
        address: "192.0.2.1:1",
        certificate: PeerCertificate(names: names, fingerprint: fingerprint))
    }
    #expect(refusal(fixture, call(peer: peer([], digest))) == nil)
    #expect(refusal(fixture, call(peer: peer(["URI:a:b", "DNS:Gate-3.example"], "00"))) == nil)
    #expect(refusal(fixture, call(peer: peer(["DNS:gate-4.example"], "00"))) == "unknown_caller")
    let bare = ServerCall.Peer.tls(address: "192.0.2.1:1", certificate: nil)
    #expect(refusal(fixture, call(peer: bare)) == "unknown_caller")
    await fixture.close()
  }
}
