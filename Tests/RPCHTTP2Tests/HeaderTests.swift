import NIOHPACK
import RPC
import Testing

@testable import RPCHTTP2

/// The rules of headers and trailers, without a network.
@Suite struct HeaderTests {
  private static func headers(_ changed: [(String, String)] = []) -> HPACKHeaders {
    var headers: HPACKHeaders = [
      ":method": "POST", ":scheme": "http", ":path": "/s.S/M", ":authority": "h", "te": "trailers",
      "content-type": "application/grpc", "user-agent": "u", "grpc-accept-encoding": "gzip",
    ]
    for (name, value) in changed { headers.replaceOrAdd(name: name, value: value) }
    return headers
  }

  private static func head(_ headers: HPACKHeaders) -> RequestHead? {
    guard case .call(let head) = RequestHead.read(headers) else { return nil }
    return head
  }

  @Test("A request says its path, its timeout and its metadata, and nothing of the transport's own")
  func request() throws {
    let headers = Self.headers([
      ("grpc-timeout", "250m"), ("x-a", "1"), ("k-bin", "AAE,/w=="), ("grpc-trace-bin", "AA"),
    ])
    let head = try #require(Self.head(headers))
    #expect(head.path == "/s.S/M")
    #expect(head.timeoutNano == 250_000_000)
    var metadata = Metadata()
    metadata.append("x-a", "1")
    metadata.append("k-bin", "AAE")
    metadata.append("k-bin", "/w==")
    #expect(head.metadata == metadata)
    #expect(head.metadata.bytes("k-bin") == [0, 1])
  }

  @Test(
    "What is no request of gRPC gets an HTTP status",
    arguments: [
      (":method", "GET", 405), ("content-type", "text/html", 415),
      ("content-type", "application/grpc+json", 415), ("content-type", "application/grpcx", 415),
    ])
  func notGRPC(name: String, value: String, status: Int) {
    guard case .notGRPC(status) = RequestHead.read(Self.headers([(name, value)])) else {
      Issue.record("taken")
      return
    }
  }

  @Test(
    "Protobuf is the one codec, with or without its name and parameters",
    arguments: ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8"])
  func contentTypes(type: String) {
    #expect(Self.head(Self.headers([("content-type", type)])) != nil)
  }

  @Test(
    "What the call asks for in vain has a status",
    arguments: [
      ("grpc-encoding", "gzip", StatusCode.unimplemented), ("grpc-timeout", "1", .internal),
      ("grpc-timeout", "123456789S", .internal), ("grpc-timeout", "-1S", .internal),
      ("x-large", String(repeating: "x", count: Limits.metadataBytesMax), .resourceExhausted),
    ])
  func refused(name: String, value: String, code: StatusCode) {
    guard case .refused(let status) = RequestHead.read(Self.headers([(name, value)])) else {
      Issue.record("taken")
      return
    }
    #expect(status.code == code)
  }

  @Test("More metadata entries than the limit are refused")
  func entries() {
    var headers = Self.headers()
    for _ in 0..<Limits.metadataEntriesMax { headers.add(name: "x", value: "1") }
    #expect(Self.head(headers)?.metadata.entries.count == Limits.metadataEntriesMax)
    headers.add(name: "x", value: "1")
    #expect(Self.head(headers) == nil)
  }

  @Test(
    "A timeout has at most eight digits and a unit",
    arguments: [
      ("1H", 3_600_000_000_000), ("2M", 120_000_000_000), ("3S", 3_000_000_000),
      ("4m", 4_000_000), ("5u", 5_000), ("6n", 6), ("00000000n", 0), ("99999999H", Int64.max),
    ] as [(String, Int64)])
  func timeouts(text: String, nanoseconds: Int64) {
    #expect(GRPCTimeout.nanoseconds(text) == nanoseconds)
  }

  @Test("What is no timeout is none", arguments: ["", "S", "1", "1s", "1 S", "1.5S", "１S"])
  func noTimeouts(text: String) { #expect(GRPCTimeout.nanoseconds(text) == nil) }

  @Test("A message is escaped byte by byte, but for printable ASCII")
  func percent() {
    #expect(PercentEncoding.encode("plain ~ text") == "plain ~ text")
    #expect(PercentEncoding.encode("100%\n窗") == "100%25%0A%E7%AA%97")
  }

  @Test(
    "Trailers carry status, message, details and metadata, and leave out what HTTP/2 cannot take")
  func trailers() {
    var metadata = Metadata()
    metadata.append("x-ok", "1")
    metadata.append("grpc-status", "0")
    metadata.append("x bad", "1")
    metadata.append("x-bad", "窗")
    let status = RPCStatus(
      .notFound, "缺", details: [.init(typeName: "google.rpc.ErrorInfo", value: [1])])
    let trailers = HPACKHeaders.trailers(status, metadata, isOnly: true)
    #expect(trailers[":status"] == ["200"])
    #expect(trailers["grpc-status"] == ["5"])
    #expect(trailers["grpc-message"] == ["%E7%BC%BA"])
    #expect(trailers["x-ok"] == ["1"])
    #expect(!trailers.contains(name: "x bad") && !trailers.contains(name: "x-bad"))
    let details = trailers.first(name: "grpc-status-details-bin").flatMap(Metadata.bytes(base64:))
    #expect(details?.prefix(2) == [8, 5])
  }

  @Test("A status with too many details keeps those that fit")
  func largeStatus() throws {
    let detail = RPCStatus.Detail(typeName: "t", value: [UInt8](repeating: 1, count: 1000))
    let status = RPCStatus(.internal, "m", details: [detail, detail, detail, detail, detail])
    let trailers = HPACKHeaders.trailers(status, Metadata(), isOnly: false)
    let text = try #require(trailers.first(name: "grpc-status-details-bin"))
    #expect((3000..<8192).contains(text.utf8.count))
    #expect(trailers["grpc-message"] == ["m"])
  }

  @Test("Base64 is read with and without its padding, and nothing else is", arguments: 0...8)
  func base64(count: Int) {
    let bytes = (0..<count).map { UInt8(250 - $0) }
    let text = Metadata.base64(bytes)
    #expect(Metadata.bytes(base64: text) == bytes)
    let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    #expect(Metadata.bytes(base64: padded) == bytes)
    #expect(Metadata.bytes(base64: text + "*") == nil)
  }
}
