import NIOCore
import Testing

@testable import RPCHTTP2

@Suite struct PingLimitTests {
  private let start = NIODeadline.uptimeNanoseconds(100_000_000_000)

  @Test("Pings at keepalive's pace never end a connection, and a flood does")
  func pace() {
    var slow = PingLimit()
    for count in 0..<1000 {
      let mayGoOn = slow.receivedPing(now: start + .seconds(10 * Int64(count)))
      #expect(mayGoOn)
    }
    var flood = PingLimit()
    let taken = (0..<1000).prefix { _ in flood.receivedPing(now: start) }
    #expect(taken.count == HTTP2Limits.pingsMax)
  }

  @Test("Pings that measure what is being sent do not count")
  func measuring() {
    var pings = PingLimit()
    for _ in 0..<1000 {
      let mayGoOn = pings.receivedPing(now: start)
      #expect(mayGoOn)
      pings.sentData()
    }
  }
}
