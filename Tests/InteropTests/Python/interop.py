"""One case of gRPC's interoperability tests against a server: interop.py CASE HOST:PORT [files].

The cases from empty_unary to custom_metadata are those of
https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md; the messages come from the
server's own reflection. Ends with the word "ok", or with an exception.
"""

import argparse
import socket
import struct
import sys
import threading

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from grpc_status import rpc_status

SECONDS = 20


class Client:
    """A stub of any service, made from what reflection tells."""

    def __init__(self, channel):
        self.channel = channel
        self.pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(channel))

    def message(self, name):
        found = self.pool.FindMessageTypeByName("grpc.testing." + name)
        return message_factory.GetMessageClass(found)

    def call(self, method, service="grpc.testing.TestService"):
        found = self.pool.FindServiceByName(service).FindMethodByName(method)
        kind = "_".join(
            "stream" if streams else "unary"
            for streams in (found.client_streaming, found.server_streaming)
        )
        return getattr(self.channel, kind)(
            f"/{service}/{method}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=message_factory.GetMessageClass(found.output_type).FromString,
        )

    def payload(self, size):
        return self.message("Payload")(body=bytes(size))

    def output_request(self, sizes, payload_size=0, **fields):
        parameters = [self.message("ResponseParameters")(size=size, **fields) for size in sizes]
        return self.message("StreamingOutputCallRequest")(
            response_parameters=parameters, payload=self.payload(payload_size)
        )


def expect(found, wanted):
    if found != wanted:
        raise AssertionError(f"found {found!r}, wanted {wanted!r}")


def failure(call):
    """The error with which the call ends."""
    try:
        result = call()
        if not hasattr(result, "SerializeToString"):
            list(result)
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call succeeded")


def one_by_one(call, requests, on_answer):
    """Sends the next request when the last one is answered."""
    answered = threading.Semaphore(1)

    def send():
        for request in requests:
            answered.acquire()
            yield request

    answers = call(send(), timeout=SECONDS)
    for answer in answers:
        on_answer(answer)
        answered.release()
    return answers


# The published cases.


def empty_unary(client):
    empty = client.message("Empty")
    expect(client.call("EmptyCall")(empty(), timeout=SECONDS), empty())


def large_unary(client):
    request = client.message("SimpleRequest")(
        response_size=314159, payload=client.payload(271828)
    )
    answer = client.call("UnaryCall")(request, timeout=SECONDS)
    expect(answer.payload.body, bytes(314159))


def client_streaming(client):
    sizes = [27182, 8, 1828, 45904]
    request = client.message("StreamingInputCallRequest")
    requests = (request(payload=client.payload(size)) for size in sizes)
    answer = client.call("StreamingInputCall")(requests, timeout=SECONDS)
    expect(answer.aggregated_payload_size, 74922)


def server_streaming(client):
    sizes = [31415, 9, 2653, 58979]
    answers = client.call("StreamingOutputCall")(client.output_request(sizes), timeout=SECONDS)
    expect([len(answer.payload.body) for answer in answers], sizes)


def ping_pong(client):
    sizes = [31415, 9, 2653, 58979]
    payloads = [27182, 8, 1828, 45904]
    requests = [client.output_request([a], b) for a, b in zip(sizes, payloads)]
    found = []
    one_by_one(
        client.call("FullDuplexCall"), requests, lambda answer: found.append(len(answer.payload.body))
    )
    expect(found, sizes)


def empty_stream(client):
    expect(list(client.call("FullDuplexCall")(iter(()), timeout=SECONDS)), [])


def timeout_on_sleeping_server(client):
    def requests():
        yield client.output_request([1], 27182, interval_us=5_000_000)
        threading.Event().wait(1)

    error = failure(lambda: client.call("FullDuplexCall")(requests(), timeout=0.05))
    expect(error.code(), grpc.StatusCode.DEADLINE_EXCEEDED)


def cancel_after_begin(client):
    hold = threading.Event()

    def requests():
        hold.wait()
        yield from ()

    call = client.call("StreamingInputCall").future(requests(), timeout=SECONDS)
    call.cancel()
    hold.set()
    expect(call.code(), grpc.StatusCode.CANCELLED)


def cancel_after_first_response(client):
    hold = threading.Event()

    def requests():
        yield client.output_request([31415], 27182)
        hold.wait()

    call = client.call("FullDuplexCall")(requests(), timeout=SECONDS)
    expect(len(next(call).payload.body), 31415)
    call.cancel()
    hold.set()
    expect(call.code(), grpc.StatusCode.CANCELLED)


def status_code_and_message(client, message="test status message"):
    status = client.message("EchoStatus")(code=2, message=message)
    request = client.message("SimpleRequest")(response_status=status)
    error = failure(lambda: client.call("UnaryCall")(request, timeout=SECONDS))
    expect((error.code(), error.details()), (grpc.StatusCode.UNKNOWN, message))
    request = client.message("StreamingOutputCallRequest")(response_status=status)
    error = failure(lambda: client.call("FullDuplexCall")(iter([request]), timeout=SECONDS))
    expect((error.code(), error.details()), (grpc.StatusCode.UNKNOWN, message))


def special_status_message(client):
    status_code_and_message(
        client, "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP \U0001f608\t\n"
    )


def unimplemented_method(client):
    empty = client.message("Empty")
    error = failure(lambda: client.call("UnimplementedCall")(empty(), timeout=SECONDS))
    expect(error.code(), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(client):
    call = client.call("UnimplementedCall", service="grpc.testing.UnimplementedService")
    error = failure(lambda: call(client.message("Empty")(), timeout=SECONDS))
    expect(error.code(), grpc.StatusCode.UNIMPLEMENTED)


def custom_metadata(client):
    initial = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
    trailing = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab\x00\xff")
    request = client.message("SimpleRequest")(response_size=314159, payload=client.payload(271828))
    _, call = client.call("UnaryCall").with_call(
        request, metadata=(initial, trailing), timeout=SECONDS
    )
    assert initial in [tuple(entry) for entry in call.initial_metadata()]
    assert trailing in [tuple(entry) for entry in call.trailing_metadata()]
    call = client.call("FullDuplexCall")(
        iter([client.output_request([314159], 271828)]),
        metadata=(initial, trailing),
        timeout=SECONDS,
    )
    expect(len(list(call)), 1)
    assert initial in [tuple(entry) for entry in call.initial_metadata()]
    assert trailing in [tuple(entry) for entry in call.trailing_metadata()]


# What this server promises besides.


def request_id(client):
    """A call's id is in the first headers that answer it, whether it went well or not."""

    def ids(entries):
        return [value for name, value in entries if name == "x-request-id"]

    def call(metadata, code=0):
        request = client.message("SimpleRequest")()
        request.response_status.code = code
        try:
            _, answer = client.call("UnaryCall").with_call(
                request, metadata=metadata, timeout=SECONDS
            )
        except grpc.RpcError as error:
            answer = error
        return ids(answer.initial_metadata() or ()) + ids(answer.trailing_metadata() or ())

    expect(call((("x-request-id", "mine-7"),)), ["mine-7"])
    expect(call((("x-request-id", "mine-8"),), code=5), ["mine-8"])
    (first,), (second,) = call(()), call((("x-request-id", "not one word"),))
    assert first != second and len(first) == len(second) == 13
    channel_call = client.call("FullDuplexCall")(iter([]), timeout=SECONDS)
    expect(len(list(channel_call)), 0)
    expect(len(ids(channel_call.initial_metadata())), 1)


def status_details(client):
    status = client.message("EchoStatus")(code=3, message="with details")
    request = client.message("SimpleRequest")(response_status=status)
    error = failure(lambda: client.call("UnaryCall")(request, timeout=SECONDS))
    rich = rpc_status.from_call(error)
    expect((rich.code, rich.message), (3, "with details"))
    expect([detail.type_url for detail in rich.details], ["type.googleapis.com/google.rpc.ErrorInfo"])


def message_limit(client):
    largest = (4 << 20) - 16
    call = client.call("StreamingInputCall")
    request = client.message("StreamingInputCallRequest")
    answer = call(iter([request(payload=client.payload(largest))]), timeout=SECONDS)
    expect(answer.aggregated_payload_size, largest)
    error = failure(
        lambda: call(iter([request(payload=client.payload(largest + 64))]), timeout=SECONDS)
    )
    expect(error.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)


def compression_refused(client):
    call = client.call("UnaryCall")
    request = client.message("SimpleRequest")(payload=client.payload(1000))
    error = failure(lambda: call(request, compression=grpc.Compression.Gzip, timeout=SECONDS))
    expect(error.code(), grpc.StatusCode.UNIMPLEMENTED)


def metadata_limit(client):
    metadata = [("x-large", "x" * 8192)]
    empty = client.message("Empty")
    error = failure(lambda: client.call("EmptyCall")(empty(), metadata=metadata, timeout=SECONDS))
    expect(error.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)


def back_pressure(client):
    """Far more than all buffers hold, both ways, while neither side reads for a while."""
    sizes = [256 << 10] * 100
    call = client.call("StreamingOutputCall")(client.output_request(sizes), timeout=SECONDS)
    threading.Event().wait(0.3)
    expect([len(answer.payload.body) for answer in call], sizes)
    request = client.message("StreamingInputCallRequest")
    requests = (request(payload=client.payload(256 << 10)) for _ in range(100))
    answer = client.call("StreamingInputCall")(requests, timeout=SECONDS)
    expect(answer.aggregated_payload_size, 100 * (256 << 10))


def many_calls(client):
    """More calls at once than the connection takes streams."""
    request = client.message("SimpleRequest")(response_size=10)
    call = client.call("UnaryCall")
    waiting = [call.future(request, timeout=SECONDS) for _ in range(500)]
    expect({len(one.result().payload.body) for one in waiting}, {10})


def health(client):
    stub = health_pb2_grpc.HealthStub(client.channel)
    for service in ("", "grpc.testing.TestService"):
        answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=SECONDS)
        expect(answer.status, health_pb2.HealthCheckResponse.SERVING)
    request = health_pb2.HealthCheckRequest(service="nobody")
    watch = stub.Watch(request, timeout=SECONDS)
    expect(next(watch).status, health_pb2.HealthCheckResponse.SERVICE_UNKNOWN)
    watch.cancel()
    expect(failure(lambda: stub.Check(request, timeout=SECONDS)).code(), grpc.StatusCode.NOT_FOUND)


def reflection(client):
    database = ProtoReflectionDescriptorDatabase(client.channel)
    services = database.get_services()
    for name in services:
        methods = client.pool.FindServiceByName(name).methods
        print(name, *(method.name for method in methods))
        for method in methods:
            assert method.input_type.full_name and method.output_type.full_name
    assert "grpc.health.v1.Health" in services
    for version in ("v1", "v1alpha"):
        assert f"grpc.reflection.{version}.ServerReflection" in services
        call = client.channel.stream_stream(
            f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
            request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
            response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
        )
        questions = [
            dict(list_services="", host="h"),
            dict(file_by_filename="grpc/health/v1/health.proto"),
            dict(file_containing_symbol="grpc.health.v1.Health.Check"),
            dict(file_containing_symbol="grpc.health.v1.HealthCheckResponse.SERVING"),
            dict(file_containing_symbol="grpc.health.v1.HealthCheckRequest.service"),
            dict(file_by_filename="nothing.proto"),
            dict(file_containing_symbol="no.Thing"),
            dict(all_extension_numbers_of_type="grpc.health.v1.HealthCheckRequest"),
            dict(),
        ]
        requests = [reflection_pb2.ServerReflectionRequest(**question) for question in questions]
        answers = list(call(iter(requests), timeout=SECONDS))
        expect([answer.original_request for answer in answers], requests)
        expect(answers[0].valid_host, "h")
        expect([service.name for service in answers[0].list_services_response.service], services)
        for answer in answers[1:5]:
            assert answer.file_descriptor_response.file_descriptor_proto
        codes = [answer.error_response.error_code for answer in answers[5:]]
        expect(codes, [5, 5, 5, 3])


def drain(client):
    """A stream under way is answered to its end while the server stops; health tells of it."""
    stub = health_pb2_grpc.HealthStub(client.channel)
    watch = stub.Watch(health_pb2.HealthCheckRequest(), timeout=SECONDS)
    expect(next(watch).status, health_pb2.HealthCheckResponse.SERVING)
    sizes = [1000] * 5
    request = client.output_request(sizes, interval_us=100_000)
    answers = client.call("StreamingOutputCall")(request, timeout=SECONDS)
    found = [len(next(answers).payload.body)]
    print("started", flush=True)
    expect(next(watch).status, health_pb2.HealthCheckResponse.NOT_SERVING)
    expect(list(watch), [])
    found += [len(answer.payload.body) for answer in answers]
    expect(found, sizes)
    empty = client.message("Empty")
    error = failure(lambda: client.call("EmptyCall")(empty(), timeout=SECONDS))
    expect(error.code(), grpc.StatusCode.UNAVAILABLE)


# Frames that no client of gRPC would send.


class RawPeer:
    """HTTP/2 frames by hand: enough to misbehave."""

    def __init__(self, target, begin=b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        host, port = target.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=SECONDS)
        self.file = self.socket.makefile("rb")
        self.send(begin)

    def send(self, *pieces):
        try:
            self.socket.sendall(b"".join(pieces))
        except (BrokenPipeError, ConnectionResetError):
            pass  # The server has closed already: what it said before is read next.

    @staticmethod
    def frame(kind, stream=0, payload=b"", flags=0):
        return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload

    @classmethod
    def headers(cls, stream, end=False):
        fields = {":method": "POST", ":scheme": "http", ":path": "/s.S/M", "te": "trailers"}
        fields["content-type"] = "application/grpc"
        block = b"".join(
            b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()
            for name, value in fields.items()
        )
        return cls.frame(HEADERS, stream, block, flags=4 | end)

    def read(self):
        head = self.file.read(9)
        if len(head) < 9:
            return None, b""
        return head[3], self.file.read(int.from_bytes(head[:3], "big"))

    def goaway(self):
        """The code and the words with which the server ends the connection."""
        while True:
            kind, payload = self.read()
            if kind is None:
                raise AssertionError("the connection ended without a word")
            if kind == GOAWAY:
                return int.from_bytes(payload[4:8], "big"), payload[8:]


HEADERS, RESET, SETTINGS, PING, GOAWAY, CONTINUATION = 1, 3, 4, 6, 7, 9
ENHANCE_YOUR_CALM = 11


def ping_flood(target):
    peer = RawPeer(target)
    peer.send(RawPeer.frame(SETTINGS), RawPeer.frame(PING, payload=bytes(8)) * 200)
    expect(peer.goaway(), (ENHANCE_YOUR_CALM, b"too_many_pings"))


def reset_flood(target):
    peer = RawPeer(target)
    peer.send(RawPeer.frame(SETTINGS))
    for stream in range(1, 2401, 2):
        peer.send(RawPeer.headers(stream), RawPeer.frame(RESET, stream, struct.pack(">I", 8)))
    expect(peer.goaway()[0], ENHANCE_YOUR_CALM)


def endless_headers(target):
    peer = RawPeer(target)
    peer.send(RawPeer.frame(SETTINGS), RawPeer.frame(HEADERS, 1, b"\0"))
    for _ in range(100):
        peer.send(RawPeer.frame(CONTINUATION, 1, b"\0"))
    assert peer.goaway()[0] != 0


def other_beginnings(target):
    """What is neither HTTP/2 nor ttrpc is told so by ttrpc, and the connection ends."""
    for begin in (b"GET / HTTP/1.1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"):
        answer = RawPeer(target, begin).file.read()
        expect(answer[4:9], bytes([0, 0, 0, 0, 2]))


def unreachable(client):
    """The handshake fails: no call is made."""
    stub = health_pb2_grpc.HealthStub(client.channel)
    error = failure(lambda: stub.Check(health_pb2.HealthCheckRequest(), timeout=SECONDS))
    expect(error.code(), grpc.StatusCode.UNAVAILABLE)


def open_channel(options):
    settings = [("grpc.enable_retries", 0), ("grpc.max_receive_message_length", 8 << 20)]
    if not options.ca:
        return grpc.insecure_channel(options.address, options=settings)

    def content(path):
        return open(path, "rb").read() if path else None

    credentials = grpc.ssl_channel_credentials(
        content(options.ca), content(options.key), content(options.certificate)
    )
    return grpc.secure_channel(options.address, credentials, options=settings)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("address")
    parser.add_argument("--ca")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    options = parser.parse_args()
    if options.case in ("ping_flood", "reset_flood", "endless_headers", "other_beginnings"):
        globals()[options.case](options.address)
    else:
        with open_channel(options) as channel:
            globals()[options.case](Client(channel))
    print("ok")


if __name__ == "__main__":
    sys.exit(main())
