import Glibc
import NIOPosix

/// `Go/main.go` over the reference library of Debian's package
/// `golang-github-containerd-ttrpc-dev`, as a client and as a server.
enum GoPeer {
  struct Failed: Error { var output: String }

  private static let library = "/usr/share/gocode/src/github.com/containerd/ttrpc"

  /// Where Go cannot be installed the tests are left out, but never in continuous integration.
  static var isExpected: Bool {
    getenv("CI").map { String(cString: $0) } == "true"
      || access("/usr/bin/go", X_OK) == 0 && access(library, R_OK) == 0
  }

  /// The root of the package.
  private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  /// Builds the program, which takes a moment the first time.
  /// - Returns: its path.
  static func program() async throws -> String {
    let folder = "\(root)/.build/interop-go"
    let output = try await run(
      """
      mkdir -p \(folder) && cd \(root)/Tests/RPCTests/Go && \
      GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=-buildvcs=false GOCACHE=\(folder)/cache \
      go build -o \(folder)/peer main.go 2>&1
      """)
    guard output.isEmpty else { throw Failed(output: output) }
    return "\(folder)/peer"
  }

  /// - Returns: what the command writes.
  static func run(_ command: String) async throws -> String {
    try await NIOThreadPool.singleton.runIfActive {
      guard let pipe = popen(command, "r") else { throw Failed(output: "no pipe") }
      var output: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = fread(&chunk, 1, chunk.count, pipe)
        if count == 0 { break }
        output += chunk[..<count]
      }
      pclose(pipe)
      return String(decoding: output, as: UTF8.self)
    }
  }

  /// Runs the body beside the program as a server, which ends when its input does.
  static func withServer(
    _ program: String, socket: String, _ body: () async throws -> Void
  ) async throws {
    guard let pipe = popen("\(program) serve \(socket)", "w") else {
      throw Failed(output: "no pipe")
    }
    defer {
      pclose(pipe)
      unlink(socket)
    }
    try await body()
  }
}
