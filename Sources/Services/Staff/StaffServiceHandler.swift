internal import RPC
internal import Rules
internal import Store
internal import WindowStaffProto

/// Window staff: clauses 5.1, 5.2.
struct StaffServiceHandler: StaffServiceProvider {
  let context: ServiceContext

  func getStaff(_ request: GetStaffRequest, _ call: ServerCall) async throws -> GetStaffResponse {
    let caller = try context.access.caller(of: call)
    let store = try await context.county(of: call)
    let member = try await store.read { try $0.staff(request.staffNo) }
    return GetStaffResponse(staff: Staff(try caller.mayRead(member, request.staffNo)))
  }

  func listStaff(
    _ request: ListStaffRequest, _ call: ServerCall
  ) async throws -> ListStaffResponse {
    let size = try RequestFields.pageSize(request.pageSize)
    let filter = StaffFilter(
      centerCode: RequestFields.filter(request.centerCode),
      unitCode: RequestFields.filter(request.unitCode),
      windowCode: RequestFields.filter(request.windowCode),
      activeOn: try RequestFields.day(request.activeOn, field: "active_on"),
      text: RequestFields.filter(request.text),
      scopes: try context.access.caller(of: call).scopes)
    let token = RequestFields.filter(request.pageToken)
    return try await context.county(of: call).read { snapshot in
      let page = try snapshot.listStaff(filter, pageSize: size, pageToken: token)
      return ListStaffResponse(
        staff: page.items.map(Staff.init), nextPageToken: page.nextToken ?? "",
        totalSize: Int64(try snapshot.countStaff(filter)))
    }
  }

  func batchGetStaff(
    _ request: BatchGetStaffRequest, _ call: ServerCall
  ) async throws -> BatchGetStaffResponse {
    let numbers = request.staffNos
    guard (1...ServiceLimits.batchGetMax).contains(numbers.count) else {
      throw Problem.malformed(
        .listSizeInvalid, field: "staff_nos",
        zh: "编号应有 1 至 \(ServiceLimits.batchGetMax) 个，现有 \(numbers.count) 个",
        en: "1 to \(ServiceLimits.batchGetMax) numbers are taken, not \(numbers.count)",
        remedy: Bilingual(zh: "请分批查询", en: "ask in several batches"))
    }
    let caller = try context.access.caller(of: call)
    let found = try await context.county(of: call).read { try $0.staff(numbers) }
    let known = Set(found.map(\.staffNo))
    let missing = numbers.filter { !known.contains($0) }
    if let first = missing.first {
      // Who sees a part of the county is not told who is in the rest.
      throw caller.scopes == nil ? Problem.unknownStaff(missing) : Problem.outsideScope(first)
    }
    for member in found { _ = try caller.mayRead(member, member.staffNo) }
    return BatchGetStaffResponse(staff: found.map(Staff.init))
  }
}

extension Staff {
  init(_ member: StaffMember) {
    self.init(
      staffNo: member.staffNo, name: member.name, centerCode: member.centerCode,
      unitCode: member.unitCode, windowCode: member.windowCode,
      // The enum's numbers follow the column's choices, after the zero of every proto enum.
      employment: Employment(rawValue: Int32(member.employment) + 1),
      onWindowSince: member.onWindowSince.description,
      leftOn: member.leftOn?.description ?? "")
  }
}
