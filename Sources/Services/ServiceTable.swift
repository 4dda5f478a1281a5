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
    table.authorize = { [access = context.access] in try access.authorize($0) }
    table.essential = AccessTable.essential
    table.register(accessService: AccessServiceHandler(context: context))
    table.register(countyService: CountyServiceHandler(context: context))
    table.register(staffService: StaffServiceHandler(context: context))
    table.register(importService: ImportServiceHandler(context: context))
    table.register(appraisalService: AppraisalServiceHandler(context: context))
    table.register(scorerService: ScorerServiceHandler(context: context))
    table.register(
      operationsService: OperationsServiceHandler(context: context, statistics: statistics))
    table.register(health: health)
    try table.registerReflection(descriptorSet: WindowStaffSchema.descriptorSet)
    let unlisted = AccessTable.unlisted(table)
    precondition(
      unlisted.isEmpty,
      "AccessTable does not say who may call \(unlisted.joined(separator: ", "))")
    health.setServices(table.services)
    table.observe(
      by: CallObserver(metrics: context.metrics, log: context.accessLog, access: context.access))
    return table
  }
}
