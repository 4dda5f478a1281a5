internal import Glibc

/// What the process takes of the machine, as the kernel tells (`proc(5)`).
struct ProcessFigures {
  var residentBytes: Int64
  var virtualBytes: Int64
  var cpuNanoseconds: Int64
  var openFiles: Int64
  var openFilesMax: Int64
  var threads: Int64

  /// nil where there is no `/proc`.
  static var current: ProcessFigures? {
    guard let status = status("/proc/self/status") else { return nil }
    var usage = rusage()
    var limit = rlimit()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0,
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    else { return nil }
    return ProcessFigures(
      residentBytes: status["VmRSS"].map { $0 * 1024 } ?? 0,
      virtualBytes: status["VmSize"].map { $0 * 1024 } ?? 0,
      cpuNanoseconds: nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
      openFiles: openFileCount(), openFilesMax: Int64(clamping: limit.rlim_cur),
      threads: status["Threads"] ?? 0)
  }

  private static func nanoseconds(_ time: timeval) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1000
  }

  private static func openFileCount() -> Int64 {
    guard let entries = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(entries) }
    var count: Int64 = 0
    while let entry = readdir(entries) {
      // All but `.` and `..`.
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
    }
    // The folder itself was open to be read.
    return count - 1
  }

  /// The first number of each line, by its name.
  private static func status(_ path: String) -> [String: Int64]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = fread(&bytes, 1, bytes.count, file)
    var values: [String: Int64] = [:]
    for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") {
      let parts = line.split(whereSeparator: { $0 == ":" || $0 == "\t" || $0 == " " })
      if parts.count > 1, let number = Int64(parts[1]) { values[String(parts[0])] = number }
    }
    return values
  }
}
