internal import NIOCore
internal import RPC

extension MethodTable {
  /// Has every call observed from now on: how it ended, and how long its handler took. The methods'
  /// counts are found here, once, so that a call looks nothing up.
  mutating func observe(by observer: CallObserver) {
    wrapHandlers { method, handler in
      observer.observing(handler, observer.metrics.slot(method.name))
    }
    guard let gate = authorize else { return }
    let slots = entries.mapValues { observer.metrics.slot($0.method.name) }
    authorize = { call in
      do {
        return try gate(call)
      } catch {
        if let slot = slots[call.method.name] {
          // The gate never waits: its refusals take no time to speak of.
          observer.ended(call, slot, .init(error, in: call, bytesIn: 0), since: .now())
        }
        throw error
      }
    }
  }
}

extension CallObserver {
  /// The handler, whose calls are observed when they end.
  fileprivate func observing(
    _ handler: MethodTable.Handler, _ slot: CallMetrics.Slot
  ) -> MethodTable.Handler {
    switch handler {
    case .inline(let body):
      .inline { call, message in
        let (start, bytes) = (NIODeadline.now(), message.readableBytes)
        do {
          let answer = try body(call, message)
          ended(call, slot, .init(answer: answer, bytesIn: bytes), since: start)
          return answer
        } catch {
          ended(call, slot, .init(error, in: call, bytesIn: bytes), since: start)
          throw error
        }
      }
    case .unary(let body):
      .unary { call, message in
        let (start, bytes) = (NIODeadline.now(), message.readableBytes)
        do {
          let answer = try await body(call, message)
          ended(call, slot, .init(answer: answer, bytesIn: bytes), since: start)
          return answer
        } catch {
          ended(call, slot, .init(error, in: call, bytesIn: bytes), since: start)
          throw error
        }
      }
    case .stream(let body):
      .stream { call, requests, responses in
        let start = NIODeadline.now()
        do {
          try await body(call, requests, responses)
          let ending = Ending(
            status: .ok, bytesIn: requests.receivedBytes, bytesOut: responses.sentBytes)
          ended(call, slot, ending, since: start)
        } catch {
          let ending = Ending(
            error, in: call, bytesIn: requests.receivedBytes, bytesOut: responses.sentBytes)
          ended(call, slot, ending, since: start)
          throw error
        }
      }
    }
  }
}
