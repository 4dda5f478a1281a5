import Glibc
import NIOPosix

/// A small program over the reference library of Debian's package
/// `golang-github-containerd-ttrpc-dev`, as a client and as a server.
enum GoPeer {
  struct Failed: Error { var output: String }

  private static let library = "/usr/share/gocode/src/github.com/containerd/ttrpc"

  static var isInstalled: Bool {
    access("/usr/bin/go", X_OK) == 0 && access(library, R_OK) == 0
  }

  /// Runs the body with the built program's path.
  static func withProgram(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/rpc-go-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let output = try await run(
      "mkdir \(folder) && cd \(folder) && cat > main.go <<'END'\n\(program)\nEND\n"
        + "GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=-buildvcs=false "
        + "GOCACHE=${GOCACHE:-/tmp/rpc-go-cache} go build -o peer main.go 2>&1")
    do {
      guard output.isEmpty else { throw Failed(output: output) }
      try await body("\(folder)/peer")
    } catch {
      _ = try await run("rm -r \(folder)")
      throw error
    }
    _ = try await run("rm -r \(folder)")
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

  private static let program = #"""
    package main

    import (
    	"context"
    	"fmt"
    	"io"
    	"net"
    	"os"
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

    func echo(ctx context.Context, unmarshal func(interface{}) error) (interface{}, error) {
    	var in Raw
    	err := unmarshal(&in)
    	return &in, err
    }

    func fail(ctx context.Context, unmarshal func(interface{}) error) (interface{}, error) {
    	return nil, status.Error(codes.FailedPrecondition, "no")
    }

    func hang(ctx context.Context, unmarshal func(interface{}) error) (interface{}, error) {
    	<-ctx.Done()
    	return nil, ctx.Err()
    }

    func serve(path string) {
    	listener, err := net.Listen("unix", path)
    	if err != nil {
    		panic(err)
    	}
    	server, _ := ttrpc.NewServer()
    	server.Register("go.Go", map[string]ttrpc.Method{"Echo": echo, "Fail": fail, "Hang": hang})
    	go server.Serve(context.Background(), listener)
    	io.Copy(io.Discard, os.Stdin)
    }

    func main() {
    	if os.Args[1] == "serve" {
    		serve(os.Args[2])
    		return
    	}
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
    	fmt.Println("Inline:", call(ctx, sample, "Inline", "still here"))
    }
    """#
}
