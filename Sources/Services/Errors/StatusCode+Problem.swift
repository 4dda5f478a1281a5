internal import RPC
internal import Rules

extension StatusCode {
  /// The one place where a problem's category becomes a gRPC status code.
  init(_ category: Problem.Category) {
    switch category {
    case .invalid: self = .invalidArgument
    case .notFound: self = .notFound
    case .conflict: self = .alreadyExists
    case .precondition: self = .failedPrecondition
    case .unknownCaller: self = .unauthenticated
    case .denied: self = .permissionDenied
    case .exhausted: self = .resourceExhausted
    case .unavailable: self = .unavailable
    case .dataLoss: self = .dataLoss
    case .fault: self = .internal
    }
  }
}
