internal import RPC
internal import Rules
internal import WindowStaffProto

/// Every method of the server and who may call it: the one place where this is said. A method that
/// is not here cannot be served.
enum AccessTable {
  static let rules: [MethodName: AccessRule] = Dictionary(
    uniqueKeysWithValues: entries.map { ($0.0, $0.1) })

  /// Methods of the table that nobody is told the rule of: a fault of the program.
  static func unlisted(_ table: MethodTable) -> [String] {
    table.entries.keys.filter { rules[$0] == nil }.map(\.description).sorted()
  }

  /// By what a busy server is watched and kept in hand.
  static let essential: Set<MethodName> = [
    GrpcHealthV1HealthMethods.check.name, GrpcHealthV1HealthMethods.watch.name,
    OperationsServiceMethods.getStatus.name, OperationsServiceMethods.getMetrics.name,
    OperationsServiceMethods.setLogLevel.name,
  ]

  private static let readers: Set<AccessRole> = [
    .clerk, .windowLead, .unitLead, .centerOfficer, .centerLeader, .bureauOfficer, .bureauLeader,
    .inspector, .integrator, .auditor,
  ]

  private static let entries: [(MethodName, AccessRule)] =
    open + access + appraisal + counties + records + operations + scorers + staff

  /// Whoever may connect may ask these.
  private static let open: [(MethodName, AccessRule)] = [
    (GrpcHealthV1HealthMethods.check.name, .everyone),
    (GrpcHealthV1HealthMethods.watch.name, .everyone),
    (reflection("v1"), .everyone),
    (reflection("v1alpha"), .everyone),
    (WindowstaffControlV1ControlMethods.cancel.name, .everyone),
    (AccessServiceMethods.authenticate.name, .everyone),
    (AccessServiceMethods.whoAmI.name, .everyone),
    (OperationsServiceMethods.getVersion.name, .everyone),
  ]

  private static let access: [(MethodName, AccessRule)] = [
    (AccessServiceMethods.createIdentity.name, .administration([.administrator])),
    (AccessServiceMethods.listIdentities.name, .administration([.administrator, .auditor])),
    (AccessServiceMethods.getIdentity.name, .administration([.administrator, .auditor])),
    (AccessServiceMethods.disableIdentity.name, .administration([.administrator])),
    (AccessServiceMethods.grantRole.name, .administration([.administrator])),
    (AccessServiceMethods.revokeRole.name, .administration([.administrator])),
    (AccessServiceMethods.createToken.name, .administration([.administrator])),
    (AccessServiceMethods.listTokens.name, .administration([.administrator, .auditor])),
    (AccessServiceMethods.revokeToken.name, .administration([.administrator])),
    (AccessServiceMethods.registerCertificate.name, .administration([.administrator])),
    (AccessServiceMethods.registerUnixUser.name, .administration([.administrator])),
    (AccessServiceMethods.removeCredential.name, .administration([.administrator])),
  ]

  private static let appraisal: [(MethodName, AccessRule)] = [
    (
      AppraisalServiceMethods.runAppraisal.name,
      .county(.wholeCounty, [.bureauOfficer, .bureauLeader])
    ),
    (AppraisalServiceMethods.getResult.name, .county(.scope, readers)),
    (AppraisalServiceMethods.listResults.name, .county(.scope, readers)),
    (AppraisalServiceMethods.streamResults.name, .county(.scope, readers)),
    (AppraisalServiceMethods.streamYearResults.name, .county(.scope, readers)),
    (AppraisalServiceMethods.explainResult.name, .county(.scope, readers)),
    (AppraisalServiceMethods.listRuns.name, .county(.anyScope, readers)),
  ]

  private static let counties: [(MethodName, AccessRule)] = [
    (CountyServiceMethods.createCounty.name, .server([.administrator])),
    (CountyServiceMethods.getCounty.name, .known),
    (CountyServiceMethods.listCounties.name, .known),
    (CountyServiceMethods.createPolicy.name, .county(.wholeCounty, [.bureauLeader])),
    (CountyServiceMethods.listPolicies.name, .county(.anyScope, readers)),
    (CountyServiceMethods.getPolicy.name, .county(.anyScope, readers)),
    (CountyServiceMethods.diffPolicies.name, .county(.anyScope, readers)),
  ]

  /// Who administers says whose plugins are trusted, and may upload them; what scores is for the
  /// bureau's leader to decide.
  private static let scorers: [(MethodName, AccessRule)] = [
    (ScorerServiceMethods.addTrustKey.name, .county(.wholeCounty, [.administrator])),
    (ScorerServiceMethods.removeTrustKey.name, .county(.wholeCounty, [.administrator])),
    (
      ScorerServiceMethods.listTrustKeys.name,
      .county(.wholeCounty, [.administrator, .auditor, .bureauOfficer, .bureauLeader])
    ),
    (
      ScorerServiceMethods.uploadScorer.name,
      .county(.wholeCounty, [.administrator, .bureauOfficer, .bureauLeader])
    ),
    (ScorerServiceMethods.activateScorer.name, .county(.wholeCounty, [.bureauLeader])),
    (ScorerServiceMethods.rollbackScorer.name, .county(.wholeCounty, [.bureauLeader])),
    (ScorerServiceMethods.retireScorer.name, .county(.wholeCounty, [.bureauLeader])),
    (
      ScorerServiceMethods.listScorers.name,
      .county(.anyScope, readers.union([.administrator]))
    ),
    (
      ScorerServiceMethods.describeScorer.name,
      .county(.anyScope, readers.union([.administrator]))
    ),
    (
      ScorerServiceMethods.listActivations.name,
      .county(.anyScope, readers.union([.administrator]))
    ),
    (
      ScorerServiceMethods.backtest.name,
      .county(.wholeCounty, [.bureauOfficer, .bureauLeader, .auditor])
    ),
    (
      ScorerServiceMethods.whatIf.name,
      .county(.wholeCounty, [.bureauOfficer, .bureauLeader, .auditor])
    ),
  ]

  private static let records: [(MethodName, AccessRule)] = [
    (
      ImportServiceMethods.importRecords.name,
      .county(.wholeCounty, [.bureauOfficer, .bureauLeader, .integrator])
    ),
    (
      ImportServiceMethods.exportRecords.name,
      .county(.wholeCounty, [.bureauOfficer, .bureauLeader, .auditor])
    ),
  ]

  private static let operations: [(MethodName, AccessRule)] = [
    (OperationsServiceMethods.getStatus.name, .server([.administrator, .auditor])),
    (OperationsServiceMethods.getMetrics.name, .server([.administrator, .auditor])),
    (OperationsServiceMethods.getLogging.name, .server([.administrator, .auditor])),
    (OperationsServiceMethods.setLogLevel.name, .server([.administrator])),
    (OperationsServiceMethods.setAccessLog.name, .server([.administrator])),
  ]

  private static let staff: [(MethodName, AccessRule)] = [
    (StaffServiceMethods.getStaff.name, .county(.scope, readers)),
    (StaffServiceMethods.listStaff.name, .county(.scope, readers)),
    (StaffServiceMethods.batchGetStaff.name, .county(.scope, readers)),
  ]

  private static func reflection(_ version: String) -> MethodName {
    MethodName(
      service: "grpc.reflection.\(version).ServerReflection", method: "ServerReflectionInfo")
  }
}
