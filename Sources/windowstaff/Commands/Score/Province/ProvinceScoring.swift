import Records
import Rules
import Scoring
import Synchronization

/// Scores months of many counties at once: a county a thread, so that memory holds no more counties
/// than there are threads. What goes wrong in one leaves the others alone.
struct ProvinceScoring: Sendable {
  let host: any ScorerHost
  let months: [YearMonth]
  /// The folder that takes `<county>/<month>.csv`.
  let out: String
  /// At least 1; the results do not depend on it.
  let threads: Int
  /// Called with the counties that are done, never by two threads at once.
  let progress: @Sendable (_ done: Int) -> Void

  /// The counties' outcomes in their order.
  func run(_ counties: [CountyFolder]) -> [CountyOutcome] {
    let workers = min(threads, counties.count)
    let next = Atomic<Int>(0)
    let outcomes = Mutex<[Int: CountyOutcome]>([:])
    _ = concurrently(workers) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < counties.count else { return }
        let outcome = score(counties[index], threads: max(1, threads / workers))
        outcomes.withLock {
          $0[index] = outcome
          progress($0.count)
        }
      }
    }
    return outcomes.withLock { found in counties.indices.compactMap { found[$0] } }
  }

  private func score(_ county: CountyFolder, threads: Int) -> CountyOutcome {
    var outcome = CountyOutcome(name: county.name)
    for reading in county.readings(of: months) {
      var reader = RecordReader()
      reader.columns = .scoring
      reader.schema = host.schema
      reader.threads = threads
      do throws(ProblemReport) {
        let read = try reader.read(folder: reading.path)
        outcome.notes += read.notes.map { $0.placed(in: reading.place) }
        score(read.records, reading.months, threads, reading.place, &outcome)
      } catch {
        let placed = error.problems.map { $0.placed(in: reading.place) }
        outcome.failures.append((reading.place, ProblemReport(problems: placed, more: error.more)))
      }
    }
    return outcome
  }

  private func score(
    _ records: RecordSet, _ months: [YearMonth], _ threads: Int, _ place: String,
    _ outcome: inout CountyOutcome
  ) {
    for month in months {
      do throws(Problem) {
        let scoring = try MonthScoring(host: host, policy: records.policy)
        let result = try scoring.run(
          records, month: month, options: ScoringOptions(threads: threads))
        let folder = "\(out)/\(outcome.name)"
        try OutputFile.makeFolder(folder)
        try OutputFile.write(result.csv, to: "\(folder)/\(month).csv")
        outcome.months.append(MonthDigest(result))
      } catch {
        let month = place == outcome.name ? "\(place)/\(month)" : place
        outcome.failures.append((month, ProblemReport(problems: [error])))
      }
    }
  }
}

extension Problem {
  /// With the folder before the file's name, unless that is a path already.
  fileprivate func placed(in folder: String) -> Problem {
    var problem = self
    if let place, !place.file.contains("/") { problem.place?.file = "\(folder)/\(place.file)" }
    return problem
  }
}
