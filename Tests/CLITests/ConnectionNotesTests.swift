import RPC
import Rules
import Testing

@testable import windowstaff

/// What the tool says on stderr while it connects again or calls again.
@Suite struct ConnectionNotesTests {
  private func text(_ event: ClientEvent, _ language: Language) -> String {
    var output = OutputOptions()
    output.lang = language
    return ConnectionNotes(output).text(event)
  }

  @Test("It names the call, the cause and the pause, in both languages")
  func texts() {
    let method = Method(service: "s", method: "ImportRecords", shape: .clientStreaming)
    let lost = RPCStatus(.unavailable, "lost")
    let retrying = ClientEvent.retrying(method, lost, pause: .milliseconds(160))
    #expect(text(retrying, .zh) == "ImportRecords 未完成（UNAVAILABLE），0.2 秒后重试……")
    #expect(
      text(retrying, .en)
        == "ImportRecords was not done (UNAVAILABLE); trying again in 0.2 s …")
    let waiting = ClientEvent.waiting(lost, pause: .milliseconds(10_040))
    #expect(text(waiting, .zh) == "连接不上服务，10.0 秒后重新连接……")
    #expect(
      text(waiting, .en) == "The server cannot be reached; connecting again in 10.0 s …")
    #expect(text(.reconnected, .zh) == "已重新连接。")
    #expect(text(.reconnected, .en) == "Connected again.")
  }
}
