/// The codes that a county's stored records have: what an import may refer to without carrying it.
///
/// Each list is in bytewise order.
public struct KnownCodes: Sendable, Hashable {
  public var staff: [String] = []
  public var centers: [String] = []
  public var units: [String] = []
  public var trainings: [String] = []
}
