internal import RPC
internal import Rules
internal import Store
internal import WindowStaffProto

/// Counties: clause 5.3.
struct CountyServiceHandler: CountyServiceProvider {
  let context: ServiceContext

  func createCounty(
    _ request: CreateCountyRequest, _ call: ServerCall
  ) async throws -> CreateCountyResponse {
    let info = CountyInfo(
      code: try checkedCode(request.code), name: try checkedName(request.name),
      createdAt: context.now())
    let write = try IdempotentWrite(
      requestID: RequestFields.requestID(request.requestId), request: request, call: call,
      context: context)
    do {
      let response = CreateCountyResponse(county: County(info))
      _ = try await context.folder.createCounty(info) { transaction in
        _ = try write.answer(in: transaction) {
          _ = try transaction.audit(
            write.event(subject: "county/\(info.code)", before: "", after: info.name))
          return response
        }
      }
      return response
    } catch let problem as Rules.Problem where problem.code == .countyExists {
      // The same request again: its first answer may have been lost on the way.
      let store = try await context.folder.county(info.code)
      guard let first: CreateCountyResponse = try await store.read(write.firstAnswer) else {
        throw problem
      }
      return first
    }
  }

  func getCounty(
    _ request: GetCountyRequest, _ call: ServerCall
  ) async throws -> GetCountyResponse {
    let caller = try context.access.known(call)
    guard caller.isSeen(county: request.code) else {
      throw Problem.roleMissing(call.method.name.description)
    }
    let info = try await context.folder.county(request.code).read { try $0.info() }
    return GetCountyResponse(county: County(info))
  }

  func listCounties(
    _ request: ListCountiesRequest, _ call: ServerCall
  ) async throws -> ListCountiesResponse {
    let size = try RequestFields.pageSize(request.pageSize)
    let caller = try context.access.known(call)
    let page = try context.folder.countyCodes(
      pageSize: size, pageToken: RequestFields.filter(request.pageToken), where: caller.isSeen)
    var counties: [County] = []
    for code in page.items {
      let info = try? await context.folder.county(code).read { try $0.info() }
      counties.append(info.map(County.init) ?? County(code: code, name: "", createTime: 0))
    }
    return ListCountiesResponse(counties: counties, nextPageToken: page.nextToken ?? "")
  }

  private func checkedCode(_ code: String) throws -> String {
    guard code.utf8.count == 6, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw Problem.malformed(
        .countyCodeMalformed, field: "code", zh: "县代码“\(code)”不是六位数字",
        en: "the county code '\(code)' is not six digits",
        remedy: Bilingual(
          zh: "请用 GB/T 2260 的行政区划代码，如 420325",
          en: "use the administrative division code of GB/T 2260, such as 420325"))
    }
    return code
  }

  private func checkedName(_ name: String) throws -> String {
    guard (1...ServiceLimits.countyNameCharactersMax).contains(name.count) else {
      throw Problem.malformed(
        .countyNameInvalid, field: "name",
        zh: "县名应有 1 至 \(ServiceLimits.countyNameCharactersMax) 个字",
        en: "a county's name has 1 to \(ServiceLimits.countyNameCharactersMax) characters",
        remedy: Bilingual(zh: "用 --name 给出县名，如 房县", en: "give it by --name, such as 房县"))
    }
    return name
  }
}

extension County {
  init(_ info: CountyInfo) {
    self.init(code: info.code, name: info.name, createTime: info.createdAt)
  }
}
