internal import ProtobufRPC
internal import ProtobufRuntime
internal import Records
internal import Rules
internal import Store
internal import WindowStaffProto

extension ReadSnapshot {
  /// A member's result of a month, the run it is of, and the member's name.
  /// - Throws: `outside_scope`, `unknown_staff`, `not_run`, `no_result`.
  func result(
    of staffNo: String, in month: YearMonth, for caller: Caller
  ) throws -> (result: Store.MonthResult, run: AppraisalRun, name: String) {
    let member = try caller.mayRead(try staff(staffNo), staffNo)
    let run = try resultsRun(.month(month))
    guard let result = try monthResult(month, staffNo: staffNo) else {
      throw Problem.noResult(staffNo, month.description)
    }
    return (result, run, member.name)
  }

  /// The run whose results are in force. Throws when there is none, or the centre is not known.
  func resultsRun(_ period: AppraisalPeriod, centerCode: String? = nil) throws -> AppraisalRun {
    if let centerCode, try !isListed(.centers, centerCode) {
      throw Problem.unknownCenter(centerCode)
    }
    guard let run = try currentRun(period) else { throw Problem.notRun(period.text) }
    return run
  }

  func resultPage(
    _ month: YearMonth, of run: AppraisalRun, _ filter: ResultFilter, size: Int, token: String?
  ) throws -> ListResultsResponse {
    let page = try monthResults(month, filter, pageSize: size, pageToken: token)
    let names = try names(of: page.items.map(\.staffNo))
    return ListResultsResponse(
      results: page.items.map {
        MonthResult($0, of: run, month: month, name: names[$0.staffNo] ?? "")
      },
      nextPageToken: page.nextToken ?? "")
  }

  func names(of staffNos: [String]) throws -> [String: String] {
    Dictionary(try staff(staffNos).map { ($0.staffNo, $0.name) }) { first, _ in first }
  }
}

extension CountyStore {
  /// Streams a period's results in batches. The run is in the first message alone.
  ///
  /// Each batch is a read of its own, so that a slow reader holds no snapshot; a run that replaces
  /// the results in the meantime makes the next batch's token invalid, which ends the stream with
  /// an error rather than mix two runs.
  func stream<Message: ProtobufMessage>(
    _ period: AppraisalPeriod, _ filter: ResultFilter, to writer: MessageWriter<Message>,
    batch:
      @escaping @Sendable (ReadSnapshot, AppraisalRun?, _ token: String?) throws -> (
        Message, next: String?
      )
  ) async throws {
    var token: String?
    repeat {
      let (message, next) = try await read { [token] snapshot in
        let run =
          token == nil
          ? try snapshot.resultsRun(period, centerCode: filter.centerCode) : nil
        return try batch(snapshot, run, token)
      }
      try await writer.write(message)
      token = next
    } while token != nil
  }
}
