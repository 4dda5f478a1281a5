import Glibc
import NIOPosix

/// Builds and runs a small program over the reference library of Debian's package
/// `golang-github-containerd-ttrpc-dev`.
enum GoClient {
  struct Failed: Error { var output: String }

  static let library = "/usr/share/gocode/src/github.com/containerd/ttrpc"

  static var isInstalled: Bool {
    access("/usr/bin/go", X_OK) == 0 && access(library, R_OK) == 0
  }

  /// - Returns: what the program writes.
  static func run(socket: String) async throws -> String {
    try await NIOThreadPool.singleton.runIfActive {
      let folder = "/tmp/rpc-go-\(getpid())"
      mkdir(folder, 0o700)
      defer { shell("rm -rf \(folder)") }
      let file = fopen("\(folder)/main.go", "w")
      fputs(program, file)
      fclose(file)
      let result = shell(
        "cd \(folder) && GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=-buildvcs=false "
          + "GOCACHE=${GOCACHE:-/tmp/rpc-go-cache} go run main.go \(socket) 2>&1")
      guard result.status == 0 else { throw Failed(output: result.output) }
      return result.output
    }
  }

  @discardableResult
  private static func shell(_ command: String) -> (status: CInt, output: String) {
    guard let pipe = popen(command, "r") else { return (-1, "") }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&chunk, 1, chunk.count, pipe)
      if count == 0 { break }
      output += chunk[..<count]
    }
    return (pclose(pipe), String(decoding: output, as: UTF8.self))
  }

  private static let program = #"""
    package main

    import (
    	"context"
    	"fmt"
    	"net"
    	"os"
    	"strings"
    	"time"

    	"github.com/containerd/ttrpc"
    	"google.golang.org/grpc/codes"
    	"google.golang.org/grpc/status"
    )

    // Raw passes a message's bytes through untouched.
    type Raw struct{ B []byte }

    func (m *Raw) Reset()                   { m.B = nil }
    func (m *Raw) String() string           { return string(m.B) }
    func (m *Raw) ProtoMessage()            {}
    func (m *Raw) Marshal() ([]byte, error) { return m.B, nil }
    func (m *Raw) Unmarshal(p []byte) error { m.B = append([]byte(nil), p...); return nil }

    func main() {
    	conn, err := net.Dial("unix", os.Args[1])
    	if err != nil {
    		panic(err)
    	}
    	client := ttrpc.NewClient(conn)
    	call := func(ctx context.Context, service, method, text string) string {
    		var out Raw
    		err := client.Call(ctx, service, method, &Raw{[]byte(text)}, &out)
    		s, isStatus := status.FromError(err)
    		switch {
    		case err == nil:
    			return "ok " + string(out.B)
    		case err == context.DeadlineExceeded || s.Code() == codes.DeadlineExceeded:
    			return "deadline"
    		case !isStatus:
    			return err.Error()
    		case s.Code() == codes.ResourceExhausted:
    			return s.Code().String()
    		}
    		return s.Code().String() + " " + s.Message()
    	}
    	ctx := context.Background()
    	sample := "sample.Sample"
    	fmt.Println("Inline:", call(ctx, sample, "Inline", "hello"))
    	fmt.Println("Task:", call(ctx, sample, "Task", "hello"))
    	fmt.Println("Fail:", call(ctx, sample, "Fail", "hello"))
    	fmt.Println("Nope:", call(ctx, "nope.Nope", "Nope", ""))
    	fmt.Println("Grow:", call(ctx, sample, "Grow", "5000000"))
    	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
    	defer cancel()
    	fmt.Println("Hang:", call(short, sample, "Hang", ""))
    	named := ttrpc.WithMetadata(ctx, ttrpc.MD{"x": {"1"}})
    	fmt.Println("metadata:", call(named, sample, "Metadata", ""))
    	fmt.Println("Inline:", call(ctx, sample, "Inline", strings.Join([]string{"still", "here"}, " ")))
    }
    """#
}
