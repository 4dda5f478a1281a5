import Logging

extension Logger {
  static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
}
