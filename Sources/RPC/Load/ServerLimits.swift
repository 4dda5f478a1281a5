/// The limits that an operator may set; ``Limits`` holds the others, and the reasons for the values
/// here.
public struct ServerLimits: Sendable, Hashable {
  /// What calls may take up together.
  public struct Share: Sendable, Hashable {
    /// Calls whose handlers run at once.
    public var calls: Int
    /// Bytes of messages held for calls under way.
    public var bytes: Int
    /// New calls a second, of which a second's worth may come at once; nil: as many as come.
    public var callsPerSecond: Int?

    public init(calls: Int, bytes: Int, callsPerSecond: Int? = nil) {
      self.calls = calls
      self.bytes = bytes
      self.callsPerSecond = callsPerSecond
    }
  }

  /// Connections at once.
  public var connections = Limits.connectionsMax
  /// Of each connection.
  public var connection = Share(calls: Limits.streamsMax, bytes: Limits.connectionBytesMax)
  /// Of each caller, over all of its connections and protocols.
  public var caller = Share(calls: Limits.callerCallsMax, bytes: Limits.callerBytesMax)
  /// Calls whose handlers run at once, of all callers together; essential methods are exempt.
  public var serverCalls = Limits.callsMax
  /// Bytes of messages held for calls under way, of all callers together.
  public var serverBytes = Limits.serverBytesMax
  /// How long a connection waits for its peer.
  public var times = ConnectionTimes()

  public init() {}
}

/// How long a connection waits for its peer. Tests shorten it.
public struct ConnectionTimes: Sendable, Hashable {
  public var frame = Limits.frameTime
  public var write = Limits.writeTime
  public var stall = Limits.stallTime
  public var firstBytes = Limits.firstBytesTime
  public var handshake = Limits.handshakeTime
  public var idle = Limits.idleTime

  public init() {}
}
