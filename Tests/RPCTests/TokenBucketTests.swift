import NIOCore
import Testing

@testable import RPC

@Suite struct TokenBucketTests {
  @Test("A second's worth goes through at once, and then the rate, to the nanosecond")
  func rate() {
    var bucket = TokenBucket(perSecond: 4)
    let burst = (0..<10).prefix { _ in bucket.take(now: .start) == nil }
    #expect(burst.count == 4)
    let wait = bucket.take(now: .start)
    #expect(wait == .milliseconds(250))
    #expect(bucket.take(now: .start + .nanoseconds(249_999_999)) == .nanoseconds(1))
    #expect(bucket.take(now: .start + .milliseconds(250)) == nil)
    #expect(bucket.take(now: .start + .milliseconds(250)) != nil)
  }

  @Test("A refused call takes nothing: who waits as told goes through, however often it asked")
  func refusalsAreFree() {
    var bucket = TokenBucket(perSecond: 1)
    #expect(bucket.take(now: .start) == nil)
    for _ in 0..<1000 { #expect(bucket.take(now: .start) == .seconds(1)) }
    #expect(bucket.take(now: .start + .seconds(1)) == nil)
  }

  @Test("A long pause saves up no more than a second's worth")
  func pause() {
    var bucket = TokenBucket(perSecond: 3)
    let later = NIODeadline.start + .hours(10)
    let burst = (0..<10).prefix { _ in bucket.take(now: later) == nil }
    #expect(burst.count == 3)
  }
}
