import NIOCore
import Testing

@testable import RPCHTTP2

@Suite struct FrameLimitTests {
  private let start = NIODeadline.uptimeNanoseconds(100_000_000_000)

  @Test("Pings at keepalive's pace never end a connection, and a flood does")
  func pace() {
    var slow = FrameLimit(HTTP2Limits.pingsMax)
    for count in 0..<1000 {
      let mayGoOn = slow.received(now: start + .seconds(10 * Int64(count)))
      #expect(mayGoOn)
    }
    var flood = FrameLimit(HTTP2Limits.pingsMax)
    let taken = (0..<1000).prefix { _ in flood.received(now: start) }
    #expect(taken.count == HTTP2Limits.pingsMax)
  }

  @Test("Pings that measure what is being sent do not count")
  func measuring() {
    var pings = FrameLimit(HTTP2Limits.pingsMax)
    for _ in 0..<1000 {
      let mayGoOn = pings.received(now: start)
      #expect(mayGoOn)
      pings.reset()
    }
  }
}
