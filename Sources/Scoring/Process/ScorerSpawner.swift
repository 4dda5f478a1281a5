import Glibc
import Synchronization

/// Starts child processes, all from one thread that lives as long as this process: a child ends
/// with the thread that started it (`PR_SET_PDEATHSIG`), and workers come and go.
final class ScorerSpawner: @unchecked Sendable {
  static let shared = ScorerSpawner()

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [Order] = []
  private let hasThread: Bool

  private final class Order {
    let program: String
    let arguments: [String]
    let socket: Int32
    let workspace: Int32
    var outcome: (pid: pid_t, error: Int32)?

    init(_ program: String, _ arguments: [String], _ socket: Int32, _ workspace: Int32) {
      self.program = program
      self.arguments = arguments
      self.socket = socket
      self.workspace = workspace
    }
  }

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
    var thread = pthread_t()
    // The thread must not look at this object before it is whole: it waits for an order first.
    hasThread =
      pthread_create(
        &thread, nil,
        { _ in
          ScorerSpawner.shared.serve()
          return nil
        }, nil) == 0
    if hasThread { pthread_detach(thread) }
  }

  /// Starts a program with no environment, the socket as its standard input, and the workspace as
  /// descriptor 3. `error` is an errno, or 0.
  func start(
    _ program: String, _ arguments: [String], socket: Int32, workspace: Int32
  ) -> (pid: pid_t, error: Int32) {
    guard hasThread else { return (0, EAGAIN) }
    let order = Order(program, arguments, socket, workspace)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    waiting.append(order)
    pthread_cond_broadcast(changed)
    while true {
      if let outcome = order.outcome { return outcome }
      pthread_cond_wait(changed, mutex)
    }
  }

  private func serve() {
    pthread_mutex_lock(mutex)
    while true {
      if waiting.isEmpty {
        pthread_cond_wait(changed, mutex)
        continue
      }
      let order = waiting.removeFirst()
      pthread_mutex_unlock(mutex)
      let outcome = Self.spawn(order)
      pthread_mutex_lock(mutex)
      order.outcome = outcome
      pthread_cond_broadcast(changed)
    }
  }

  /// The first descriptor that a child starts without.
  private static let firstFree: Int32 = 4

  private static func spawn(_ order: Order) -> (pid: pid_t, error: Int32) {
    // Out of the way of the places that they go to: a server whose own standard input is closed
    // may have got these very numbers.
    let socket = fcntl(order.socket, F_DUPFD_CLOEXEC, firstFree)
    guard socket >= 0 else { return (0, errno) }
    defer { close(socket) }
    let workspace = fcntl(order.workspace, F_DUPFD_CLOEXEC, firstFree)
    guard workspace >= 0 else { return (0, errno) }
    defer { close(workspace) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, 0)
    posix_spawn_file_actions_adddup2(&actions, workspace, 3)
    var arguments = ([order.program] + order.arguments).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var pid = pid_t()
    let error = posix_spawn(&pid, order.program, &actions, nil, &arguments, &environment)
    return (pid, error)
  }
}
