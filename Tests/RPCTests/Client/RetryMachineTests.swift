import NIOCore
import Testing

@testable import RPC

/// What is called again, when, and how often; no clock and no socket.
@Suite struct RetryMachineTests {
  /// Leaves both kinds of pauses as they are.
  private static let noJitter: UInt64 = 13_433

  private func decide(
    _ status: RPCStatus, isSafe: Bool = true, wasSent: Bool = true, attemptsMax: Int = 4,
    remaining: Duration = .seconds(60), random: UInt64 = noJitter, mayRetry: Bool = true
  ) -> RetryMachine.Decision {
    var machine = RetryMachine(backoff: Backoff(), attemptsMax: attemptsMax, isSafe: isSafe)
    return machine.decide(
      .init(status: status, wasSent: wasSent), remaining: remaining, random: random,
      mayRetry: { mayRetry })
  }

  private func retryInfo(_ code: StatusCode, milliseconds: Int64) -> RPCStatus {
    var duration = ByteBuffer()
    duration.writeVarintField(1, UInt64(milliseconds / 1000))
    duration.writeVarintField(2, UInt64(milliseconds % 1000 * 1_000_000))
    var info = ByteBuffer()
    info.writeFieldHeader(1, bytes: duration.readableBytes)
    info.writeImmutableBuffer(duration)
    let detail = RPCStatus.Detail(
      typeName: "google.rpc.RetryInfo", value: Array(info.readableBytesView))
    return RPCStatus(code, "busy", details: [detail])
  }

  @Test("Only a lost server and an overload that names a pause are tried again, and only if safe")
  func codes() {
    for code in (1...16).map({ StatusCode(rawValue: $0) }) {
      let expected: RetryMachine.Decision =
        code == .unavailable ? .retry(after: .milliseconds(100)) : .fail
      #expect(decide(RPCStatus(code, "")) == expected, "\(code)")
      #expect(decide(RPCStatus(code, ""), isSafe: false) == .fail, "\(code)")
      let mayWait = code == .unavailable || code == .resourceExhausted
      let waiting = decide(retryInfo(code, milliseconds: 2500))
      #expect(waiting == (mayWait ? .retry(after: .milliseconds(2500)) : .fail), "\(code)")
    }
  }

  @Test("A request that never left is sent again whatever it does, and at once")
  func unsent() {
    let lost = RPCStatus(.unavailable, "")
    #expect(decide(lost, isSafe: false, wasSent: false) == .retry(after: .zero))
    #expect(decide(RPCStatus(.resourceExhausted, ""), isSafe: false, wasSent: false) == .fail)
    #expect(decide(lost, wasSent: false, remaining: .zero) == .fail)
  }

  @Test("The server's pause is kept at least, the own backoff too, and neither passes the deadline")
  func pauses() {
    let short = retryInfo(.unavailable, milliseconds: 1)
    #expect(decide(short) == .retry(after: .milliseconds(100)))
    let long = retryInfo(.resourceExhausted, milliseconds: 1000)
    #expect(decide(long, random: 100) == .retry(after: .milliseconds(1100)))
    #expect(decide(long, random: 0) == .retry(after: .seconds(1)))
    #expect(decide(long, remaining: .seconds(1)) == .fail)
    #expect(decide(long, remaining: .milliseconds(1001), random: 0) == .retry(after: .seconds(1)))
  }

  @Test("Attempts are counted, and the client's budget is asked")
  func bounds() {
    let lost = RPCStatus(.unavailable, "")
    #expect(decide(lost, attemptsMax: 1) == .fail)
    #expect(decide(lost, mayRetry: false) == .fail)
    var machine = RetryMachine(backoff: Backoff(), attemptsMax: 4, isSafe: true)
    let decisions = (0..<4).map { _ in
      machine.decide(
        .init(status: lost, wasSent: true), remaining: .seconds(60), random: Self.noJitter,
        mayRetry: { true })
    }
    #expect(
      decisions == [
        .retry(after: .milliseconds(100)), .retry(after: .milliseconds(160)),
        .retry(after: .milliseconds(256)), .fail,
      ])
  }

  @Test("A backoff grows to its longest pause, and chance moves it by a fifth at most")
  func backoff() {
    let backoff = Backoff()
    var last: Duration = .zero
    for failures in 1...100 {
      let pause = backoff.pause(afterFailures: failures, random: Self.noJitter)
      #expect(pause > last || pause == backoff.longest)
      last = pause
      for random in [0, 1, 400, 401, UInt64.max] {
        let moved = backoff.pause(afterFailures: failures, random: random)
        #expect(moved >= pause * 8 / 10 && moved <= pause * 12 / 10)
      }
    }
    #expect(last == backoff.longest)
    #expect(backoff.pause(afterFailures: 1, random: 0) == .milliseconds(80))
    #expect(backoff.pause(afterFailures: 1, random: 400) == .milliseconds(120))
  }

  @Test("The budget ends retries when most calls fail, and successes fill it again")
  func throttle() {
    var throttle = RetryThrottle()
    let allowed = (0..<10).map { _ in throttle.failed() }
    #expect(allowed == Array(repeating: true, count: 4) + Array(repeating: false, count: 6))
    for _ in 0..<60 { throttle.succeeded() }
    let atHalf = throttle.failed()
    #expect(!atHalf, "five tokens are not more than half")
    for _ in 0..<11 { throttle.succeeded() }
    let above = throttle.failed()
    #expect(above)
  }

  @Test("A pause that is no duration is none, and a negative one is zero")
  func oddPauses() {
    func status(_ seconds: Int64) -> RPCStatus {
      var duration = ByteBuffer()
      duration.writeVarintField(1, UInt64(bitPattern: seconds))
      var info = ByteBuffer()
      info.writeFieldHeader(1, bytes: duration.readableBytes)
      info.writeImmutableBuffer(duration)
      return RPCStatus(
        .unavailable, "",
        details: [.init(typeName: "google.rpc.RetryInfo", value: Array(info.readableBytesView))])
    }
    #expect(status(-5).retryDelay == .zero)
    #expect(status(.max).retryDelay == nil)
    #expect(status(.min).retryDelay == nil)
    #expect(status(7).retryDelay == .seconds(7))
    let torn = RPCStatus.Detail(typeName: "google.rpc.RetryInfo", value: [0x0a, 0x7f])
    #expect(RPCStatus(.unavailable, "", details: [torn]).retryDelay == nil)
  }
}
