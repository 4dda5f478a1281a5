internal import ProtobufRPC
internal import RPC
internal import Rules
internal import Store
internal import WindowStaffProto

/// The monthly and yearly appraisal: clause 12.
struct AppraisalServiceHandler: AppraisalServiceProvider {
  let context: ServiceContext
  private let gate = RunGate()
  let slots = Slots(ServiceLimits.appraisalsAtOnceMax, refusal: .appraisalsBusy)

  init(context: ServiceContext) { self.context = context }

  func runAppraisal(
    _ request: RunAppraisalRequest, _ responses: MessageWriter<RunAppraisalResponse>,
    _ call: ServerCall
  ) async throws {
    let period = try period(of: request)
    let store = try await context.county(of: call)
    let progress = RunProgressChannel()
    let runner = AppraisalRunner(
      context: context, store: store, period: period,
      write: try IdempotentWrite(
        requestID: try RequestFields.requestID(request.requestId), request: request, call: call,
        context: context),
      progress: progress)
    try slots.take()
    defer { slots.release() }
    try gate.enter(store.code, period)
    defer { gate.leave(store.code, period) }
    defer { giveBackMemory() }
    let last = try await withThrowingTaskGroup { group in
      group.addTask {
        defer { progress.finish() }
        return try await runner.run()
      }
      // A client that has gone ends the writing, and with it the group and the run.
      for await update in progress.updates {
        try await responses.write(RunAppraisalResponse(progress: update))
      }
      return try await group.next()
    }
    if let last { try await responses.write(last) }
  }

  func getResult(
    _ request: GetResultRequest, _ call: ServerCall
  ) async throws -> GetResultResponse {
    let month = try RequestFields.month(request.month)
    let caller = try context.access.caller(of: call)
    return try await context.county(of: call).read { snapshot in
      let (result, run, name) = try snapshot.result(of: request.staffNo, in: month, for: caller)
      return GetResultResponse(
        result: MonthResult(result, of: run, month: month, name: name), run: Run(run))
    }
  }

  func listResults(
    _ request: ListResultsRequest, _ call: ServerCall
  ) async throws -> ListResultsResponse {
    let month = try RequestFields.month(request.month)
    let size = try RequestFields.pageSize(request.pageSize)
    let filter = try filter(request, call)
    return try await context.county(of: call).read { snapshot in
      let run = try snapshot.resultsRun(.month(month), centerCode: filter.centerCode)
      var page = try snapshot.resultPage(
        month, of: run, filter, size: size, token: RequestFields.filter(request.pageToken))
      page.run = Run(run)
      return page
    }
  }

  func streamResults(
    _ request: ListResultsRequest, _ responses: MessageWriter<ListResultsResponse>,
    _ call: ServerCall
  ) async throws {
    let month = try RequestFields.month(request.month)
    let filter = try filter(request, call)
    try await context.county(of: call).stream(.month(month), filter, to: responses) {
      snapshot, run, token in
      // Results of a later run would have made the token invalid.
      let current = try run ?? snapshot.resultsRun(.month(month))
      var page = try snapshot.resultPage(
        month, of: current, filter, size: ServiceLimits.streamBatchSize, token: token)
      page.run = run.map(Run.init)
      let next = RequestFields.filter(page.nextPageToken)
      page.nextPageToken = ""
      return (page, next)
    }
  }

  func streamYearResults(
    _ request: StreamYearResultsRequest, _ responses: MessageWriter<StreamYearResultsResponse>,
    _ call: ServerCall
  ) async throws {
    let year = try RequestFields.year(request.year)
    let filter = ResultFilter(
      centerCode: RequestFields.filter(request.centerCode),
      scopes: try context.access.caller(of: call).scopes)
    try await context.county(of: call).stream(.year(year), filter, to: responses) {
      snapshot, run, token in
      let page = try snapshot.yearResults(
        year, filter, pageSize: ServiceLimits.streamBatchSize, pageToken: token)
      let names = try snapshot.names(of: page.items.map(\.staffNo))
      let message = StreamYearResultsResponse(
        results: page.items.map {
          YearResult($0, year: year, name: names[$0.staffNo] ?? "")
        }, run: run.map(Run.init))
      return (message, page.nextToken)
    }
  }

  func listRuns(_ request: ListRunsRequest, _ call: ServerCall) async throws -> ListRunsResponse {
    let size = try RequestFields.pageSize(request.pageSize)
    let period = try RequestFields.filter(request.period).map(RequestFields.period)
    return try await context.county(of: call).read { snapshot in
      let page = try snapshot.runs(
        period, pageSize: size, pageToken: RequestFields.filter(request.pageToken))
      return ListRunsResponse(
        runs: page.items.map(Run.init), nextPageToken: page.nextToken ?? "")
    }
  }

  private func period(of request: RunAppraisalRequest) throws -> AppraisalPeriod {
    switch request.period {
    case .month(let month): .month(try RequestFields.month(month))
    case .year(let year): .year(try RequestFields.year(year))
    case nil:
      throw Problem.malformed(
        .periodMissing, field: "period", zh: "没有说明考核哪个月或哪一年",
        en: "the request does not say which month or year",
        remedy: Bilingual(zh: "给出 month 或 year", en: "give month or year"))
    }
  }

  private func filter(
    _ request: ListResultsRequest, _ call: ServerCall
  ) throws -> ResultFilter {
    ResultFilter(
      centerCode: RequestFields.filter(request.centerCode),
      grade: request.grade == .unspecified ? nil : request.grade.rawValue,
      scopes: try context.access.caller(of: call).scopes)
  }
}
