import Foundation
import TestSupport
import Testing

/// What the server counts of its calls, through the server itself.
@Suite struct MetricsTests {
  @Test("Calls of every kind of handler count by method and by how they ended")
  func counts() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    for _ in 0..<3 { try await server.succeed("staff", "get", "A01") }
    try await server.refuse("unknown_staff", "staff", "get", "Z99")
    try await server.refuse("token_invalid", "staff", "get", "A01", "--token", "wst_none")
    let methods = try await metrics(server)
    let get = try #require(methods["windowstaff.v1.StaffService/GetStaff"])
    #expect(get.statuses == ["OK": 3, "NOT_FOUND": 1, "UNAUTHENTICATED": 1])
    #expect(get.buckets == 5)
    #expect(methods["windowstaff.v1.ImportService/ImportRecords"]?.statuses == ["OK": 1])
    #expect(methods["windowstaff.v1.CountyService/CreateCounty"]?.statuses == ["OK": 1])
    #expect(methods["windowstaff.v1.AppraisalService/RunAppraisal"] == nil)
    let duration = try #require(methods["windowstaff.v1.ImportService/ImportRecords"]?.duration)
    #expect(duration > 0)
  }

  private struct Counts: Equatable {
    var statuses: [String: Int]
    /// Calls of all buckets together.
    var buckets: Int
    var duration: Int
  }

  private func metrics(_ server: RunningServer) async throws -> [String: Counts] {
    let outcome = try await server.succeed(
      "call", "windowstaff.v1.OperationsService/GetMetrics")
    let answer = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [String: Any]
    var counts: [String: Counts] = [:]
    for entry in try #require(answer?["methods"] as? [[String: Any]]) {
      var statuses: [String: Int] = [:]
      for status in entry["statuses"] as? [[String: Any]] ?? [] {
        statuses[try #require(status["status"] as? String)] = number(status["count"])
      }
      let buckets = (entry["buckets"] as? [Any] ?? []).reduce(0) { $0 + number($1) }
      counts[try #require(entry["method"] as? String)] = Counts(
        statuses: statuses, buckets: buckets, duration: number(entry["duration_us"]))
    }
    return counts
  }

  /// proto3 JSON writes 64-bit numbers as texts.
  private func number(_ value: Any?) -> Int { Int(value as? String ?? "") ?? 0 }
}
