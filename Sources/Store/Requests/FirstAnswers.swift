import Rules

extension ReadSnapshot {
  /// The answer that the first request of this id was given; nil when there was none.
  /// - Parameter requestHash: of the request without its id, so that an id is not used twice.
  /// - Throws: `request_id_reused` when the first request was another one.
  public func firstAnswer(
    requestID: String, method: String, requestHash: [UInt8]
  ) throws -> [UInt8]? {
    let found = try database.first(
      "SELECT method, request_hash, answer FROM first_answers WHERE request_id = ?",
      .text(requestID)
    ) { (method: $0.text(0), hash: Array($0.bytes(1)), answer: Array($0.bytes(2))) }
    guard let found else { return nil }
    guard found.method == method && found.hash == requestHash else {
      throw Problem(
        .requestIDReused, .conflict, zh: "request_id 已用于另一个请求（\(found.method)）",
        en: "the request id was used before for another request (\(found.method))",
        remedy: Bilingual(
          zh: "为新的请求生成新的 request_id", en: "make a new request_id for a new request"),
        field: "request_id")
    }
    return found.answer
  }
}

extension WriteTransaction {
  /// Keeps the answer for retries, in the transaction of the change itself. Old ones go.
  /// - Parameter at: UTC seconds.
  public func remember(
    requestID: String, method: String, requestHash: [UInt8], answer: [UInt8], at: Int64
  ) throws {
    try database.run(
      """
      INSERT INTO first_answers (request_id, method, request_hash, answer, at)
        VALUES (?, ?, ?, ?, ?)
      """, .text(requestID), .text(method), .bytes(requestHash), .bytes(answer), .int(at))
    try database.run(
      """
      DELETE FROM first_answers
        WHERE at < ? OR id <= (SELECT max(id) FROM first_answers) - ?
      """, .int(at - StoreLimits.requestSecondsKept), .int(StoreLimits.requestsKept))
  }
}
