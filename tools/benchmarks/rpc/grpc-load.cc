// The same load for gRPC, by gRPC C++'s completion queue: one thread, one request encoded once.
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "measure.h"

static grpc::CompletionQueue queue;
static grpc::ByteBuffer request;
static std::string path;

struct Unary {
  grpc::GenericStub* stub;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer answer;
  grpc::Status status;
  uint64_t started;

  void start() {
    context = std::make_unique<grpc::ClientContext>();
    started = now_ns();
    reader = stub->PrepareUnaryCall(context.get(), path, request, &queue);
    reader->StartCall();
    reader->Finish(&answer, &status, this);
  }
};

struct Stream {
  grpc::GenericStub* stub;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call;
  grpc::ByteBuffer answer;
  grpc::Status status;
  uint64_t started;
  enum { starting, writing, reading, ending } phase;

  void start() {
    context = std::make_unique<grpc::ClientContext>();
    started = now_ns();
    phase = starting;
    call = stub->PrepareCall(context.get(), path, &queue);
    call->StartCall(this);
  }
  // Whether the stream has ended.
  bool step(bool ok) {
    switch (phase) {
      case starting:
        phase = writing;
        call->WriteLast(request, grpc::WriteOptions(), this);
        return false;
      case writing:
        phase = reading;
        call->Read(&answer, this);
        return false;
      case reading:
        if (!ok) {
          phase = ending;
          call->Finish(&status, this);
        } else {
          call->Read(&answer, this);
        }
        return false;
      default:
        return true;
    }
  }
};

template <typename Call, typename Ended>
static int drive(const options& o, std::vector<std::unique_ptr<grpc::GenericStub>>& stubs, Ended ended) {
  uint64_t from = now_ns() + (uint64_t)(o.warm_up * 1e9), last = from, errors = 0;
  uint64_t end = from + (uint64_t)(o.seconds * 1e9);
  double cpu = -1;
  std::vector<Call> calls((size_t)o.in_flight);
  for (size_t i = 0; i < calls.size(); i++) {
    calls[i].stub = stubs[i % stubs.size()].get();
    calls[i].start();
  }
  void* tag;
  bool ok;
  while (queue.Next(&tag, &ok)) {
    auto* call = static_cast<Call*>(tag);
    uint64_t now = now_ns();
    if (now >= end) break;
    if (cpu < 0 && now >= from) cpu = cpu_of(o.server);
    if (!ended(call, ok)) continue;
    if (!call->status.ok()) errors++;
    if (now >= from) {
      record(now - call->started);
      last = now;
    }
    call->start();
  }
  double used = cpu_of(o.server) - cpu;
  int outcome = report(&o, (double)(last - from) / 1e9, used, errors);
  fflush(stdout);
  _exit(outcome);  // calls are still under way
}

int main(int count, char** arguments) {
  options o = read_options(count, arguments);
  path = std::string("/bench.Echo/") + o.method;
  std::vector<uint8_t> payload((size_t)o.body_bytes + 32);
  payload.resize(write_payload(payload.data(), &o));
  grpc::Slice slice(payload.data(), payload.size());
  request = grpc::ByteBuffer(&slice, 1);
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs;
  for (int i = 0; i < o.connections; i++) {
    grpc::ChannelArguments settings;
    settings.SetInt("bench.connection", i);
    settings.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stubs.push_back(std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
        std::string("unix:") + o.socket, grpc::InsecureChannelCredentials(), settings)));
  }
  if (o.messages) return drive<Stream>(o, stubs, [](Stream* call, bool ok) { return call->step(ok); });
  return drive<Unary>(o, stubs, [](Unary*, bool) { return true; });
}
