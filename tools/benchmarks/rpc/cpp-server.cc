// An echo server on gRPC C++'s callback API, the faster of its two.
#include <grpcpp/grpcpp.h>

#include <string>

#include "echo.grpc.pb.h"

class Repeater final : public grpc::ServerWriteReactor<bench::Payload> {
 public:
  explicit Repeater(const bench::Payload& request) : left_(request.count()) {
    message_.set_body(request.body());
    next();
  }
  void OnWriteDone(bool ok) override { ok ? next() : Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }

 private:
  void next() {
    if (left_-- > 0) {
      StartWrite(&message_);
    } else {
      Finish(grpc::Status::OK);
    }
  }
  int left_;
  bench::Payload message_;
};

class Service final : public bench::Echo::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const bench::Payload* in,
                                 bench::Payload* out) override {
    out->set_count(in->count());
    out->set_body(in->body());
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
  grpc::ServerWriteReactor<bench::Payload>* Stream(grpc::CallbackServerContext*,
                                                   const bench::Payload* in) override {
    return new Repeater(*in);
  }
};

int main(int, char** arguments) {
  Service service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("unix:") + arguments[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  builder.BuildAndStart()->Wait();
}
