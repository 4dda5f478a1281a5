internal import RPC
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// What this server is and how it does.
struct OperationsServiceHandler: OperationsServiceProvider {
  let context: ServiceContext
  let statistics: @Sendable () -> ServerStatistics

  func getVersion(
    _ request: GetVersionRequest, _ call: ServerCall
  ) async throws -> GetVersionResponse {
    GetVersionResponse(
      version: ProductVersion.text, api: "windowstaff.v1", scorerAbi: ScorerABIVersion.text,
      schemaVersion: Int32(Schema.version))
  }

  func getStatus(_ request: GetStatusRequest, _ call: ServerCall) async throws -> GetStatusResponse
  {
    let numbers = statistics()
    var counties: [GetStatusResponse.CountyStatus] = []
    for code in try context.folder.countyCodes() {
      // A damaged database is its own county's trouble; the others' state is still told.
      let store = try? await context.folder.county(code)
      let info = try? await store?.read { try $0.info() }
      counties.append(
        .init(
          code: code, name: info?.name ?? "",
          storageBytes: context.folder.storageBytes(of: code),
          queuedWrites: Int64(store?.queuedWrites ?? 0)))
    }
    return GetStatusResponse(
      startTime: context.startTime, connectionCount: Int64(numbers.connections),
      activeCallCount: Int64(numbers.activeCalls), finishedCallCount: Int64(numbers.finishedCalls),
      counties: counties,
      scorers: context.scorerIdentities.map {
        .init(dimension: $0.dimension, version: $0.version, digest: $0.digest)
      })
  }
}
