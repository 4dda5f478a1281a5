/// Every limit of the wire, with the reason for its value. `proto/PROTOCOL.md` repeats them.
public enum Limits {
  /// A frame's data, in bytes. The protocol's own limit.
  public static let frameBytesMax = 4 << 20

  /// Connections at once. Each may hold a partial frame, so this bounds memory at 4 GiB in the
  /// worst case and at a few MiB in the usual one; a county has some dozens of clients.
  public static let connectionsMax = 1024

  /// Streams at once on a connection: more than a client program has threads or devices.
  public static let streamsMax = 128

  /// Calls with a task at once, over all connections: what a machine of two cores can serve before
  /// the default deadline.
  public static let callsMax = 4096

  /// A connection's calls hold at most this, in bytes: sixteen of the largest messages, and a
  /// sixteenth of the server's.
  public static let connectionBytesMax = 64 << 20

  /// Calls at once of one caller, over all of its connections: eight full connections, a quarter of
  /// the server, so that nobody takes it alone.
  public static let callerCallsMax = 1024

  /// Bytes of one caller's calls: four full connections, a quarter of the server's.
  public static let callerBytesMax = 256 << 20

  /// Bytes of all calls together: what a machine of 2 GiB can give beside its databases.
  public static let serverBytesMax = 1 << 30

  /// Calls a second of a connection or caller. A device vendor's busiest hub sends some hundreds,
  /// and a program that asks in a tight loop takes no more than half of a core with this many of
  /// the cheapest calls: one at a time costs 24 µs (`tools/bench rpc`), many at once a tenth.
  public static let callsPerSecondMax = 20_000

  /// Callers that are remembered. One costs some 200 bytes; a province has fewer officers.
  static let callerAccountsMax = 65_536

  /// When one's own calls stand in the way, one of them has most likely ended by then.
  static let busyCallerPause: Duration = .milliseconds(100)

  /// A busy server is asked again no sooner, or asking would keep it busy.
  static let busyServerPause: Duration = .seconds(1)

  /// Connections that wait to be accepted: as many as there may be, since a Unix socket refuses the
  /// next one at once (EAGAIN) where TCP would try again.
  static let backlog = connectionsMax

  /// Metadata of a call: names and values, in bytes. HTTP servers take 8 KiB of headers; a signed
  /// token fits with room.
  public static let metadataBytesMax = 8 << 10

  /// Metadata of a call, in entries.
  public static let metadataEntriesMax = 64

  /// Messages of a stream that wait for their reader, in bytes: at this mark the sender is made to
  /// wait. A quarter of a frame, so that small messages flow in batches and memory stays small.
  public static let streamQueueBytes = 1 << 20

  /// The same in messages, because a message costs memory of its own besides its bytes.
  public static let streamQueueMessages = 1024

  /// Messages up to this size are copied out of the read buffer when they wait: a small message
  /// must not keep a large buffer alive.
  package static let copiedMessageBytes = 4 << 10

  /// Answers up to this size are joined with their neighbours into one write; larger ones are
  /// written in place, where a copy costs more than another piece of a vectored write.
  package static let joinedPayloadBytes = 16 << 10

  /// Unsent bytes of a connection: above the high mark nothing more is read from its peer or taken
  /// from its streams, until the low mark. Larger than what a local socket holds (208 KiB).
  package static let unsentBytesHigh = 1 << 20
  package static let unsentBytesLow = 256 << 10

  /// Details of a status: with these, even the longest message fits a frame many times over.
  package static let statusBytesMax = 64 << 10

  /// A deadline where a unary call names none: a person has given up by then.
  public static let unaryTimeout: Duration = .seconds(60)

  /// A deadline where a streaming call names none: a month's import of a large county, tenfold.
  public static let streamTimeout: Duration = .seconds(3600)

  /// The longest deadline a caller may name; a longer one becomes this.
  public static let timeoutMax: Duration = .seconds(24 * 3600)

  /// A frame, once begun, arrives within this time: 4 MiB at 140 kB a second.
  public static let frameTime: Duration = .seconds(30)

  /// A peer takes what was written to it within this time, or is taken for dead.
  public static let writeTime: Duration = .seconds(60)

  /// A stream whose handler does not read holds its connection up for at most this time; then the
  /// stream fails, and its neighbours go on.
  public static let stallTime: Duration = .seconds(10)

  /// Who has not begun to speak after this time speaks ttrpc, whose clients may connect long before
  /// their first call; clients of other protocols begin at once.
  static let firstBytesTime: Duration = .seconds(5)

  /// A TCP peer that is silent this long, in seconds, is asked whether it is still there, as often
  /// as this, at this distance: one that went without a word (a cable, a power cut) is found out
  /// after 90 s, and its streams end.
  static let keepaliveIdle = 60
  static let keepaliveInterval = 10
  static let keepaliveProbes = 3

  /// A TLS handshake takes two round trips; this is enough over the slowest line.
  static let handshakeTime: Duration = .seconds(10)

  /// A connection with no call and no byte is closed after this time: long enough for a client that
  /// polls once a quarter of an hour, twice.
  public static let idleTime: Duration = .seconds(1800)

  /// After its last word, the server waits this long for the peer to close, so that the word is
  /// read.
  package static let lingerTime: Duration = .seconds(1)

  /// While draining, an idle connection is kept this long, so that a request which was on its way
  /// is still answered.
  package static let drainGrace: Duration = .milliseconds(50)
}
