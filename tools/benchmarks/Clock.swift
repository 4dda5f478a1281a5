import Glibc

/// Seconds that the body takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = now()
  try body()
  return now() - start
}

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// `1.23 M/s`.
func rate(_ count: Int, _ seconds: Double) -> String {
  let hundredths = Int(Double(count) / seconds / 1e4)
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) M/s"
}

func milliseconds(_ seconds: Double) -> String {
  "\(Int(seconds * 1e4) / 10).\(Int(seconds * 1e4) % 10) ms"
}
