internal import Glibc
public import RPC
internal import Rules
internal import Scoring
internal import Store

/// The server's figures as a page for Prometheus. Its labels are methods, status codes, reasons and
/// kinds of file, whose number the program knows; never a caller or a county, whose number nobody
/// does.
public struct MetricsPage: Sendable {
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private let context: ServiceContext
  private let health: HealthState
  private let statistics: @Sendable () -> ServerStatistics

  public init(
    context: ServiceContext, health: HealthState,
    statistics: @escaping @Sendable () -> ServerStatistics
  ) {
    self.context = context
    self.health = health
    self.statistics = statistics
  }

  /// Whether the server takes calls.
  public var isReady: Bool { health.isServing }

  /// Looks at files, so it is no work for an event loop that serves calls.
  public func text() -> String {
    var page = Exposition()
    addServer(&page)
    addCalls(&page)
    addStore(&page)
    ProcessFigures.current.map { addProcess($0, &page) }
    return page.text
  }

  private func addServer(_ page: inout Exposition) {
    page.family("windowstaff_build_info", .gauge, "Versions of the program; the value is 1.")
    page.sample(
      "windowstaff_build_info",
      [("version", ProductVersion.text), ("scorer_abi", ScorerABIVersion.text)], is: "1")
    let numbers = statistics()
    page.single(
      "windowstaff_ready", .gauge, "1 while the server takes calls, 0 while it drains.",
      isReady ? 1 : 0)
    page.single("windowstaff_connections", .gauge, "Open connections.", numbers.connections)
    page.single(
      "windowstaff_calls_active", .gauge, "Calls whose handlers run now.", numbers.activeCalls)
    page.single(
      "windowstaff_calls_finished_total", .counter, "Calls whose handlers have ended.",
      numbers.finishedCalls)
    page.single(
      "windowstaff_calls_active_bytes", .gauge, "Bytes of messages held for calls under way.",
      numbers.bytesInFlight)
    addRefusals(numbers, &page)
    page.single(
      "windowstaff_access_log_dropped_total", .counter,
      "Entries of the access log that were lost.", context.accessLog.droppedCount)
  }

  private func addRefusals(_ numbers: ServerStatistics, _ page: inout Exposition) {
    // Every reason from the start, so that a rate shows its first one.
    page.family(
      "windowstaff_refusals_total", .counter,
      "Calls and connections refused before any handler, by reason.")
    for reason in RefusalReason.allCases {
      page.sample(
        "windowstaff_refusals_total", [("reason", reason.rawValue)],
        is: "\(numbers.refusals[reason] ?? 0)")
    }
  }

  private func addCalls(_ page: inout Exposition) {
    let methods = context.metrics.all
    page.family(
      "windowstaff_calls_total", .counter, "Calls that have ended, by method and gRPC status.")
    for (method, counts) in methods {
      for (code, count) in counts.statuses.enumerated() where count > 0 {
        page.sample(
          "windowstaff_calls_total",
          [("method", method), ("code", StatusCode(rawValue: Int32(code)).name)],
          is: "\(count)")
      }
    }
    page.family(
      "windowstaff_call_duration_seconds", .histogram,
      "Time from the start of a call's handler to its end.")
    for (method, counts) in methods { addDurations(method, counts, &page) }
    page.family(
      "windowstaff_call_received_bytes_total", .counter, "Bytes of the callers' messages.")
    for (method, counts) in methods {
      page.sample(
        "windowstaff_call_received_bytes_total", [("method", method)], is: "\(counts.bytesIn)")
    }
    page.family("windowstaff_call_sent_bytes_total", .counter, "Bytes of the answers' messages.")
    for (method, counts) in methods {
      page.sample(
        "windowstaff_call_sent_bytes_total", [("method", method)], is: "\(counts.bytesOut)")
    }
  }

  private func addDurations(
    _ method: String, _ counts: CallMetrics.Counts, _ page: inout Exposition
  ) {
    let name = "windowstaff_call_duration_seconds"
    var sum: Int64 = 0
    for (bound, count) in zip(CallMetrics.boundsMicroseconds, counts.buckets) {
      sum += count
      let seconds = Exposition.seconds(nanoseconds: bound * 1000)
      page.sample("\(name)_bucket", [("method", method), ("le", seconds)], is: "\(sum)")
    }
    sum += counts.buckets.last ?? 0
    page.sample("\(name)_bucket", [("method", method), ("le", "+Inf")], is: "\(sum)")
    page.sample(
      "\(name)_sum", [("method", method)],
      is: Exposition.seconds(nanoseconds: counts.durationNanoseconds))
    page.sample("\(name)_count", [("method", method)], is: "\(sum)")
  }

  private func addStore(_ page: inout Exposition) {
    let figures = context.folder.figures
    page.single("windowstaff_counties", .gauge, "Counties in the data folder.", figures.counties)
    page.single(
      "windowstaff_counties_open", .gauge, "Counties that were used since the server began.",
      figures.openCounties)
    page.family(
      "windowstaff_store_bytes", .gauge, "Bytes on the disk of all counties, by kind of file.")
    page.sample("windowstaff_store_bytes", [("file", "database")], is: "\(figures.databaseBytes)")
    page.sample("windowstaff_store_bytes", [("file", "wal")], is: "\(figures.logBytes)")
    page.single(
      "windowstaff_store_queued_writes", .gauge, "Writes that wait for their counties' writers.",
      figures.queuedWrites)
    page.single(
      "windowstaff_store_writes_total", .counter, "Writes that were committed.", figures.writes)
    page.single(
      "windowstaff_store_commits_total", .counter,
      "Commits; one may hold several writes.", figures.commits)
  }

  /// By the names that every exporter has for them.
  private func addProcess(_ process: ProcessFigures, _ page: inout Exposition) {
    page.single(
      "process_resident_memory_bytes", .gauge, "Resident memory.", process.residentBytes)
    page.single("process_virtual_memory_bytes", .gauge, "Virtual memory.", process.virtualBytes)
    page.family("process_cpu_seconds_total", .counter, "Processor time, user and system.")
    page.sample(
      "process_cpu_seconds_total", is: Exposition.seconds(nanoseconds: process.cpuNanoseconds))
    page.single("process_open_fds", .gauge, "Open file descriptors.", process.openFiles)
    page.single("process_max_fds", .gauge, "The most that may be open.", process.openFilesMax)
    page.single("process_threads", .gauge, "Threads.", process.threads)
    page.single(
      "process_start_time_seconds", .gauge, "When the server began, since 1970-01-01 UTC.",
      context.startTime)
  }
}
