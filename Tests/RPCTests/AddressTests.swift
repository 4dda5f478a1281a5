import Testing

@testable import RPC

@Suite struct AddressTests {
  @Test(
    "Addresses are read and written back",
    arguments: [
      ("unix:/run/a.sock", ListenAddress.unix(path: "/run/a.sock"), "unix:/run/a.sock"),
      ("unix:///run/a.sock", .unix(path: "/run/a.sock"), "unix:/run/a.sock"),
      ("unix:a.sock", .unix(path: "a.sock"), "unix:a.sock"),
      ("tcp:127.0.0.1:7070", .tcp(host: "127.0.0.1", port: 7070), "tcp:127.0.0.1:7070"),
      ("tcp:[::1]:0", .tcp(host: "::1", port: 0), "tcp:[::1]:0"),
    ])
  func parsing(text: String, address: ListenAddress, written: String) throws {
    #expect(try ListenAddress(parsing: text) == address)
    #expect(address.description == written)
  }

  @Test(
    "A text that is no address says why, in both languages",
    arguments: [
      ("", AddressError.Reason.scheme), ("http://x", .scheme), ("unix:", .path),
      ("unix:a\0b", .path),
      ("tcp:localhost", .hostAndPort), ("tcp::1", .hostAndPort), ("tcp:h:65536", .hostAndPort),
      ("tcp:h:-1", .hostAndPort), ("tcp:h:", .hostAndPort), ("tcp:h:١", .hostAndPort),
      ("unix:" + String(repeating: "p", count: 108), .pathTooLong(bytes: 108)),
    ])
  func refused(text: String, reason: AddressError.Reason) {
    let error = AddressError(text: text, reason: reason)
    #expect(throws: error) { try ListenAddress(parsing: text) }
    #expect(error.en != error.zh && !error.zh.isEmpty)
  }

  @Test(
    "Only loopback and Unix sockets are local",
    arguments: [
      ("unix:/x", true), ("tcp:127.0.0.1:1", true), ("tcp:localhost:1", true),
      ("tcp:[::1]:1", true),
      ("tcp:0.0.0.0:1", false), ("tcp:10.0.0.1:1", false), ("tcp:[::]:1", false),
    ])
  func locality(text: String, isLocal: Bool) throws {
    #expect(try ListenAddress(parsing: text).isLocal == isLocal)
  }
}
