import RPC
import Rules

/// How the program ends: one code a cause, after `sysexits.h` where it has one.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case usage = 64
  case invalid = 65
  case notFound = 66
  case unavailable = 69
  case fault = 70
  case dataLoss = 71
  case conflict = 73
  case exhausted = 75
  case precondition = 76
  case denied = 77
  case deadline = 124
  case cancelled = 130

  /// For `--help`.
  var meaning: String {
    switch self {
    case .success: "done"
    case .usage: "the command line is wrong"
    case .invalid: "the records or the request are wrong (数据有误)"
    case .notFound: "what was asked for is not there (找不到)"
    case .unavailable: "the service cannot be reached or cannot answer now (服务不可用)"
    case .fault: "a fault of the program or a plugin (程序故障)"
    case .dataLoss: "stored data are damaged (数据损坏)"
    case .conflict: "it exists already, or somebody else has changed it (已存在)"
    case .exhausted: "a limit, a quota or the disk is used up (超出限额)"
    case .precondition: "not possible in the present state (条件不满足)"
    case .denied: "not allowed, or not known to the service (无权限)"
    case .deadline: "--timeout has passed (超时)"
    case .cancelled: "cancelled, e.g. by Ctrl-C (已取消)"
    }
  }

  /// The table of `--help`.
  static var help: String {
    "EXIT CODES:\n"
      + allCases.map { "  \(String($0.rawValue).padded(to: 5, .left))\($0.meaning)" }
      .joined(separator: "\n")
  }

  init(_ category: Problem.Category) {
    self = ExitStatus(rawValue: category.exitCode) ?? .fault
  }

  init(_ code: StatusCode) {
    self =
      switch code {
      case .ok: .success
      case .cancelled: .cancelled
      case .invalidArgument, .outOfRange: .invalid
      case .deadlineExceeded: .deadline
      case .notFound: .notFound
      case .alreadyExists, .aborted: .conflict
      case .permissionDenied, .unauthenticated: .denied
      case .resourceExhausted: .exhausted
      case .failedPrecondition: .precondition
      case .unavailable, .unimplemented: .unavailable
      case .dataLoss: .dataLoss
      default: .fault
      }
  }
}
