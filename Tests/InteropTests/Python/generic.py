"""A client that knows nothing but the server's reflection: generic.py ADDRESS COMMAND …

    list                              every service, a line each
    describe                          every service with its methods and their messages
    call SERVICE/METHOD JSON [NAME=VALUE …]   a call with metadata; the answer as JSON
"""

import json
import sys

import grpc
from google.protobuf import descriptor_pool, json_format, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

SECONDS = 20


def describe(service):
    print(service.full_name)
    for method in service.methods:
        streams = ["stream " if flag else "" for flag in (method.client_streaming, method.server_streaming)]
        for message in (method.input_type, method.output_type):
            # Every field's type is known, down to the last message.
            json_format.MessageToJson(message_factory.GetMessageClass(message)())
        names = (method.input_type.full_name, method.output_type.full_name)
        print(f"  {method.name}({streams[0]}{names[0]}) {streams[1]}{names[1]}")


def call(channel, pool, name, text, metadata):
    service, _, method = name.rpartition("/")
    found = pool.FindServiceByName(service).FindMethodByName(method)
    request = json_format.Parse(text, message_factory.GetMessageClass(found.input_type)())
    answer = channel.unary_unary(
        f"/{service}/{method}",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=message_factory.GetMessageClass(found.output_type).FromString,
    )(request, timeout=SECONDS, metadata=[tuple(entry.split("=", 1)) for entry in metadata])
    print(json.dumps(json_format.MessageToDict(answer), ensure_ascii=False, sort_keys=True))


def main():
    address, command, *arguments = sys.argv[1:]
    with grpc.insecure_channel(address) as channel:
        database = ProtoReflectionDescriptorDatabase(channel)
        pool = descriptor_pool.DescriptorPool(database)
        if command == "call":
            return call(channel, pool, arguments[0], arguments[1], arguments[2:])
        for name in sorted(database.get_services()):
            if command == "list":
                print(name)
            else:
                describe(pool.FindServiceByName(name))


if __name__ == "__main__":
    main()
