// An echo server on ttrpc's reference library, whose version in Debian 12 has no streams.
package main

import (
	"context"
	"log"
	"net"
	"os"

	"github.com/containerd/ttrpc"
)

type Payload struct {
	Count int32  `protobuf:"varint,1,opt,name=count,proto3"`
	Body  []byte `protobuf:"bytes,2,opt,name=body,proto3"`
}

func (m *Payload) Reset()         { *m = Payload{} }
func (m *Payload) String() string { return "Payload" }
func (m *Payload) ProtoMessage()  {}

func echo(ctx context.Context, unmarshal func(interface{}) error) (interface{}, error) {
	var in Payload
	if err := unmarshal(&in); err != nil {
		return nil, err
	}
	return &in, nil
}

func main() {
	listener, err := net.Listen("unix", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server, err := ttrpc.NewServer()
	if err != nil {
		log.Fatal(err)
	}
	server.Register("bench.Echo", map[string]ttrpc.Method{"Echo": echo})
	log.Fatal(server.Serve(context.Background(), listener))
}
