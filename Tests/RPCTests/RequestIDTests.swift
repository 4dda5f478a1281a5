import Testing

@testable import RPC

@Suite struct RequestIDTests {
  @Test("No two calls of a server have one id, whatever their connection and stream")
  func unique() {
    var seen: Set<String> = []
    for connection: UInt32 in [0, 1, 2, .max] {
      let numbers = RequestNumbers(seed: 42, connection: connection)
      for stream: UInt32 in [0, 1, 3, 5, 1 << 31, .max] {
        let id = RequestID.text(numbers.number(stream))
        #expect(id.utf8.count == 13 && RequestID.isAcceptable(id))
        #expect(seen.insert(id).inserted, "\(connection) \(stream)")
      }
    }
  }

  @Test(
    "A client's id is taken when it is short and plain, else the server's own stands",
    arguments: [
      ("x-request-id", "3f0c-4.a_b:c/d+e=", true), ("request_id", "r1", true),
      ("x-request-id", String(repeating: "a", count: 64), true),
      ("x-request-id", String(repeating: "a", count: 65), false), ("x-request-id", "", false),
      ("x-request-id", "a\nb", false), ("x-request-id", "a b", false),
      ("x-request-id", "张", false), ("x-request-id", "\"", false),
    ])
  func clients(name: String, text: String, isTaken: Bool) {
    var metadata = Metadata()
    metadata.append(name, text)
    let id = RequestID.of(metadata, number: 7)
    #expect(id == (isTaken ? text : RequestID.text(7)))
  }
}
