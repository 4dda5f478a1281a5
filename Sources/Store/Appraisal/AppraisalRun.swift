public import Rules

/// What an appraisal is over.
public enum AppraisalPeriod: Sendable, Hashable {
  case month(YearMonth)
  case year(Int)
}

/// One run of the appraisal of a period, with all that its results depend on.
public struct AppraisalRun: Sendable, Hashable {
  public enum Status: Int, Sendable, Hashable, CaseIterable {
    case running = 1
    case finished, failed, cancelled
  }

  /// Assigned by `beginRun`; rises.
  public var id: Int64
  public var period: AppraisalPeriod
  public var status: Status
  /// Some record that the results depend on was still open (a gap of a device, a pending leave).
  public var isProvisional: Bool
  public var policyVersion: String
  /// `dimension version digest` of each scorer, in the order of the dimensions.
  public var pluginDigests: [String]
  public var engineVersion: String
  /// The columns of its results' scores.
  public var dimensions: [Dimension]
  /// What the bits of its results' flags mean.
  public var flagNames: [String]
  /// UTC seconds.
  public var startedAt: Int64
  /// UTC seconds; nil while running.
  public var finishedAt: Int64?
  /// Members appraised; 0 until finished.
  public var memberCount: Int
  /// Members whose grade is excellent; 0 until finished.
  public var excellentCount: Int
  /// Members whose grade is unqualified; 0 until finished.
  public var unqualifiedCount: Int
  /// Why it failed; a `Problem`'s code.
  public var failureCode: String?
  public var failureText: Bilingual?
}

/// What a run starts with.
public struct AppraisalRunStart: Sendable, Hashable {
  public var period: AppraisalPeriod
  public var isProvisional: Bool
  public var policyVersion: String
  public var pluginDigests: [String]
  public var engineVersion: String
  public var dimensions: [Dimension]
  public var flagNames: [String]
  /// UTC seconds.
  public var startedAt: Int64

  public init(
    period: AppraisalPeriod, isProvisional: Bool, policyVersion: String, pluginDigests: [String],
    engineVersion: String, dimensions: [Dimension] = Dimension.standard,
    flagNames: [String] = ["veto"], startedAt: Int64
  ) {
    self.dimensions = dimensions
    self.flagNames = flagNames
    self.period = period
    self.isProvisional = isProvisional
    self.policyVersion = policyVersion
    self.pluginDigests = pluginDigests
    self.engineVersion = engineVersion
    self.startedAt = startedAt
  }
}

/// How a run ends without results.
public enum AppraisalRunEnd: Sendable, Hashable {
  case failed(Problem)
  case cancelled
}
