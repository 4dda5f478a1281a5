public import RPC
internal import WindowStaffProto

/// The methods of all services: what a server answers.
public enum ServiceTable {
  /// - Parameter statistics: the server's own numbers, for `OperationsService`.
  public static func make(
    context: ServiceContext, health: HealthState,
    statistics: @escaping @Sendable () -> ServerStatistics
  ) throws -> MethodTable {
    var table = MethodTable()
    table.register(countyService: CountyServiceHandler(context: context))
    table.register(staffService: StaffServiceHandler(context: context))
    table.register(importService: ImportServiceHandler(context: context))
    table.register(appraisalService: AppraisalServiceHandler(context: context))
    table.register(
      operationsService: OperationsServiceHandler(context: context, statistics: statistics))
    table.register(health: health)
    try table.registerReflection(descriptorSet: WindowStaffSchema.descriptorSet)
    health.setServices(table.services)
    return table
  }
}
