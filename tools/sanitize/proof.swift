import Glibc
import Synchronization

// Two threads that take turns with one Mutex. There is no race, and ThreadSanitizer reports one
// all the same unless mutex.c is preloaded. With an argument they also count without the Mutex,
// which is a race, and must be reported with mutex.c as well. `tools/test --sanitize thread` tries
// all of it.
final class Shared: Sendable {
  let locked = Mutex(0)
  nonisolated(unsafe) var open = 0
}

let shared = Shared()
let races = CommandLine.arguments.count > 1
var threads = [pthread_t](repeating: pthread_t(), count: 2)
for index in threads.indices {
  pthread_create(
    &threads[index], nil,
    { _ in
      for _ in 0..<300_000 {
        shared.locked.withLock { $0 += 1 }
        if races { shared.open += 1 }
      }
      return nil
    }, nil)
}
for thread in threads { pthread_join(thread, nil) }
exit(shared.locked.withLock { $0 } == 600_000 ? 0 : 1)
