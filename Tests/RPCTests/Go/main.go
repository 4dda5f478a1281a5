// The reference implementation at the other end: peer client SOCKET makes its calls and writes a line
// each; peer serve SOCKET serves until its input ends.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/golang/protobuf/ptypes"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
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

type handler = func(ctx context.Context, in string) (string, error)

func method(body handler) ttrpc.Method {
	return func(ctx context.Context, unmarshal func(interface{}) error) (interface{}, error) {
		var in Raw
		if err := unmarshal(&in); err != nil {
			return nil, err
		}
		out, err := body(ctx, string(in.B))
		return &Raw{[]byte(out)}, err
	}
}

func serve(path string) {
	listener, err := net.Listen("unix", path)
	if err != nil {
		panic(err)
	}
	server, _ := ttrpc.NewServer()
	server.Register("go.Go", map[string]ttrpc.Method{
		"Echo": method(func(ctx context.Context, in string) (string, error) { return in, nil }),
		"Grow": method(func(ctx context.Context, in string) (string, error) {
			count, err := strconv.Atoi(in)
			return strings.Repeat("\a", count), err
		}),
		"Fail": method(func(ctx context.Context, in string) (string, error) {
			return "", status.Error(codes.FailedPrecondition, in)
		}),
		"Busy": method(func(ctx context.Context, in string) (string, error) {
			busy, err := status.New(codes.ResourceExhausted, "busy").WithDetails(
				&errdetails.RetryInfo{RetryDelay: ptypes.DurationProto(2500 * time.Millisecond)},
				&errdetails.LocalizedMessage{Locale: "zh-CN", Message: "繁忙"})
			if err != nil {
				return "", err
			}
			return "", busy.Err()
		}),
		"Metadata": method(func(ctx context.Context, in string) (string, error) {
			md, _ := ttrpc.GetMetadata(ctx)
			values, _ := md.Get("county")
			return strings.Join(values, ","), nil
		}),
		"Deadline": method(func(ctx context.Context, in string) (string, error) {
			deadline, ok := ctx.Deadline()
			if !ok {
				return "none", nil
			}
			return strconv.Itoa(int(time.Until(deadline) / time.Second)), nil
		}),
		"Hang": method(func(ctx context.Context, in string) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		}),
	})
	go server.Serve(context.Background(), listener)
	io.Copy(io.Discard, os.Stdin)
}

// describe says how a call has ended, in one line.
func describe(out Raw, err error) string {
	if err == nil {
		if len(out.B) > 100 {
			return fmt.Sprintf("ok, %d bytes", len(out.B))
		}
		return "ok " + string(out.B)
	}
	s, isStatus := status.FromError(err)
	switch {
	case err == context.DeadlineExceeded || s.Code() == codes.DeadlineExceeded:
		return "deadline"
	case err == ttrpc.ErrClosed:
		return "closed"
	case !isStatus:
		return err.Error()
	}
	line := s.Code().String() + " " + s.Message()
	for _, detail := range s.Proto().Details {
		line += fmt.Sprintf(" [%s %v]", detail.TypeUrl, detail.Value)
	}
	return line
}

func dial(path string) *ttrpc.Client {
	conn, err := net.Dial("unix", path)
	if err != nil {
		panic(err)
	}
	return ttrpc.NewClient(conn)
}

func makeCalls(path string) {
	client := dial(path)
	call := func(ctx context.Context, service, method, text string) {
		var out Raw
		err := client.Call(ctx, service, method, &Raw{[]byte(text)}, &out)
		fmt.Printf("%s: %s\n", method, describe(out, err))
	}
	ctx := context.Background()
	sample := "sample.Sample"
	call(ctx, sample, "Inline", "hello")
	call(ctx, sample, "Task", "hello")
	call(ctx, sample, "Fail", "hello")
	call(ctx, "nope.Nope", "Nope", "")
	call(ctx, sample, "Nope", "")
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	call(short, sample, "Hang", "")
	call(ttrpc.WithMetadata(ctx, ttrpc.MD{"x": {"1"}}), sample, "Metadata", "")
	// An answer's payload is 6 bytes less than a frame; one more fails alone.
	call(ctx, sample, "Grow", "4194298")
	call(ctx, sample, "Grow", "4194299")
	// A request's payload is less by its envelope: 28 bytes here.
	call(ctx, sample, "Inline", strings.Repeat("a", 4<<20-28))
	call(ctx, sample, "Inline", "still here")
	// One more byte is answered, and then the connection ends.
	call(ctx, sample, "Inline", strings.Repeat("a", 4<<20-27))
	client = dial(path)
	call(ctx, sample, "Inline", "again")
}

func main() {
	if os.Args[1] == "serve" {
		serve(os.Args[2])
	} else {
		makeCalls(os.Args[2])
	}
}
