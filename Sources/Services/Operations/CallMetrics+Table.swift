internal import NIOCore
internal import RPC
internal import Rules

extension MethodTable {
  /// Counts every call from now on: how it ended, and how long its handler took. The methods'
  /// counts are found here, once, so that a call looks nothing up.
  mutating func count(in metrics: CallMetrics) {
    wrapHandlers { method, handler in metrics.slot(method.name).counting(handler) }
    guard let gate = authorize else { return }
    let slots = entries.mapValues { metrics.slot($0.method.name) }
    authorize = { call in
      do {
        try gate(call)
      } catch {
        // The gate never waits: its refusals take no time to speak of.
        slots[call.method.name]?.add(StatusCode(of: error, in: call), nanoseconds: 0)
        throw error
      }
    }
  }
}

extension CallMetrics.Slot {
  /// The handler, whose calls are added here when they end.
  fileprivate func counting(_ handler: MethodTable.Handler) -> MethodTable.Handler {
    switch handler {
    case .inline(let body):
      .inline { call, message in
        let start = NIODeadline.now()
        do {
          let answer = try body(call, message)
          self.add(.ok, since: start)
          return answer
        } catch {
          self.add(StatusCode(of: error, in: call), since: start)
          throw error
        }
      }
    case .unary(let body):
      .unary { call, message in
        let start = NIODeadline.now()
        do {
          let answer = try await body(call, message)
          self.add(.ok, since: start)
          return answer
        } catch {
          self.add(StatusCode(of: error, in: call), since: start)
          throw error
        }
      }
    case .stream(let body):
      .stream { call, requests, responses in
        let start = NIODeadline.now()
        do {
          try await body(call, requests, responses)
          self.add(.ok, since: start)
        } catch {
          self.add(StatusCode(of: error, in: call), since: start)
          throw error
        }
      }
    }
  }

  private func add(_ status: StatusCode, since start: NIODeadline) {
    add(status, nanoseconds: (NIODeadline.now() - start).nanoseconds)
  }
}

extension StatusCode {
  /// How the error of a handler or of the gate ends the call.
  fileprivate init(of error: any Error, in call: ServerCall) {
    let code: StatusCode =
      switch error {
      case let status as RPCStatus: status.code
      // Without making the status, whose details cost more than most handlers.
      case let problem as Rules.Problem: StatusCode(problem.category)
      case let convertible as any RPCStatusConvertible: convertible.rpcStatus.code
      case is CancellationError: .cancelled
      default: .unknown
      }
    // A deadline that passes cancels the handler, and the client was told the cause.
    self = code == .cancelled && call.deadline <= .now() ? .deadlineExceeded : code
  }
}
