import Glibc

/// Who may connect to a Unix socket: whoever may write to its file.
public struct UnixSocketAccess: Sendable, Hashable {
  /// As of `chmod`; the default is the owner alone.
  public var mode: UInt32 = 0o600
  /// The file's group; nil: the process's own.
  public var groupID: UInt32?

  public init() {}

  /// Opens the file, which is the owner's alone so far, to whom it is meant for. False: `errno`.
  fileprivate func apply(to path: String) -> Bool {
    if let groupID, chown(path, uid_t.max, groupID) != 0 { return false }
    return mode == 0o600 || chmod(path, mode) == 0
  }
}

/// The file of a listening Unix socket: made private to its owner, and removed when it is ours.
struct UnixSocketFile: Sendable {
  private let path: String
  private let device: dev_t
  private let inode: ino_t

  /// Binds and listens. A socket that nobody answers is a dead server's and is replaced.
  /// - Returns: the listening socket, which the caller closes.
  /// - Throws: ``ListenError``.
  static func listen(
    at path: String, _ access: UnixSocketAccess = UnixSocketAccess()
  ) throws(ListenError) -> (descriptor: CInt, file: Self) {
    let address = ListenAddress.unix(path: path)
    try removeStale(path, address)
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .lastError(address) }
    // Linux gives the file the socket's own mode, so there is no moment when others may connect.
    guard fchmod(descriptor, 0o600) == 0,
      withSocketAddress(path, { bind(descriptor, $0, $1) }) == 0
    else {
      let error = ListenError.lastError(address)
      close(descriptor)
      throw error
    }
    guard access.apply(to: path),
      Glibc.listen(descriptor, CInt(Limits.backlog)) == 0
    else {
      let error = ListenError.lastError(address)
      unlink(path)
      close(descriptor)
      throw error
    }
    var info = stat()
    stat(path, &info)
    return (descriptor, Self(path: path, device: info.st_dev, inode: info.st_ino))
  }

  /// Removes the file, unless another server has put its own there.
  func remove() {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_dev == device, info.st_ino == inode else { return }
    unlink(path)
  }

  private static func removeStale(
    _ path: String, _ address: ListenAddress
  ) throws(ListenError) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    guard info.st_mode & S_IFMT == S_IFSOCK else {
      throw ListenError(address: address, reason: .notASocket)
    }
    let probe = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { throw .lastError(address) }
    defer { close(probe) }
    // A full backlog (EAGAIN) is a sign of life too: only a refusal is not.
    guard withSocketAddress(path, { connect(probe, $0, $1) }) != 0, errno == ECONNREFUSED else {
      throw ListenError(address: address, reason: .inUse)
    }
    guard unlink(path) == 0 else { throw .lastError(address) }
  }

  /// The path is at most ``ListenAddress/pathBytesMax`` bytes long, and a NUL follows it.
  private static func withSocketAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    guard path.utf8.count <= ListenAddress.pathBytesMax else {
      errno = ENAMETOOLONG
      return -1
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}

extension ListenError {
  /// The system's own words for what has just failed.
  fileprivate static func lastError(_ address: ListenAddress) -> ListenError {
    let code = errno
    return code == EADDRINUSE
      ? ListenError(address: address, reason: .inUse)
      : ListenError(address: address, reason: .system(String(cString: strerror(code))))
  }
}
