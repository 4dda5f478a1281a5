/// The limits of gRPC over HTTP/2 that ttrpc has no place for; the others are ``Limits``.
enum HTTP2Limits {
  /// What a client may send on one stream before the server has taken it, in bytes: a quarter of
  /// the largest message, so that one takes four round trips and a stream that is not read costs
  /// little.
  static let streamWindow = 1 << 20

  /// The same for all streams of a connection: a stream that is not read must not stop the others.
  static let connectionWindow = 8 << 20

  /// Credit below this is not worth a frame of its own.
  static let windowUpdateBytes = streamWindow / 4

  /// Messages that are not whole yet, over all streams of a connection, in bytes: four of the
  /// largest.
  static let partialBytesMax = 16 << 20

  /// Bytes of one stream that are written and not sent: enough to fill a socket, so that the rest
  /// stays with its handler.
  static let unsentStreamBytes = 128 << 10

  /// A request's headers: twice the metadata, for what gRPC adds and HPACK counts (32 bytes a
  /// field).
  static let headerBytesMax = 16 << 10

  /// A status in trailers, in bytes: as base64 it still fits the 8 KiB of metadata that gRPC's
  /// clients take.
  static let statusBytesMax = 4 << 10

  /// Frames that reset a stream in 30 s: a client that cancels 30 calls a second is left alone, and
  /// a rapid-reset attack (CVE-2023-44487) ends within its first thousand.
  static let resetsMax = 1000

  /// Pings in 30 s while nothing is sent to the client. Keepalive needs one in ten seconds; what
  /// measures bandwidth pings only while it receives.
  static let pingsMax = 100

  /// A window update below this makes the server answer in pieces that cost more than they carry.
  static let smallUpdateBytes = 256

  /// Window updates as small as that in 30 s while no call is answered. Clients of many short
  /// answers give back as little with each of them.
  static let smallUpdatesMax = 5000

  /// Control frames in 30 s, whatever else is sent.
  static let controlFramesMax = 20_000
}
