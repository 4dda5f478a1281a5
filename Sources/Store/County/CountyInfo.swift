/// A county that is about to be made.
struct NewCounty: Sendable {
  let info: CountyInfo
  let first: @Sendable (WriteTransaction) throws -> Void
}

/// What the store itself knows of a county.
public struct CountyInfo: Sendable, Hashable {
  /// 1 to 32 of `a-z A-Z 0-9 - _`: the file's name too.
  public var code: String
  public var name: String
  /// UTC seconds.
  public var createdAt: Int64

  public init(code: String, name: String, createdAt: Int64) {
    self.code = code
    self.name = name
    self.createdAt = createdAt
  }
}
