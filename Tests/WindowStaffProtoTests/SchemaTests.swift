import Foundation
import NIOCore
import ProtobufRPC
import ProtobufRuntime
import RPC
import TestSupport
import Testing
import WindowStaffProto

@Suite("The product's schema")
struct SchemaTests {
  @Test("every method's messages are found by name")
  func registry() throws {
    #expect(WindowStaffSchema.methods.methods.count > 10)
    for method in WindowStaffSchema.methods.methods {
      #expect(WindowStaffSchema.methods.method(method.method.name.description) == method)
      #expect(WindowStaffSchema.messages.message(named: method.input.name) == method.input)
      #expect(WindowStaffSchema.messages.message(named: method.output.name) == method.output)
    }
  }

  @Test("a lost call may be made again: reads always, writes by their request_id, four never")
  func retry() throws {
    let methods = WindowStaffSchema.methods.methods.map(\.method)
    let never = methods.filter { $0.retry == .never }.map(\.name.description)
    #expect(
      Set(never) == [
        "windowstaff.control.v1.Control/Cancel", "windowstaff.v1.AccessService/Authenticate",
        "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      ])
    #expect(ImportServiceMethods.importRecords.retry == .keyed([1, 15]))
    for method in methods where method.retry == .keyed([15]) {
      let words = ["Get", "List", "Search", "Export", "Explain", "Describe"]
      #expect(!words.contains { method.name.method.hasPrefix($0) }, "\(method.name)")
    }
  }

  @Test("every message can be empty, as bytes and as JSON")
  func empties() throws {
    for name in WindowStaffSchema.messages.names where !name.hasSuffix("Entry") {
      let type = try #require(WindowStaffSchema.messages.message(named: name))
      let isDuration = name == "google.protobuf.Duration"
      let bytes = try type.encode(json: isDuration ? "\"0s\"" : "{}")
      #expect(bytes.readableBytes == 0, "\(name)")
      #expect(try type.json(decoding: bytes) == (isDuration ? "\"0s\"" : "{}"), "\(name)")
      let full = try type.json(decoding: bytes, format: JSONFormat(includesDefaults: true))
      #expect(try type.encode(json: full) == bytes, "\(name)")
    }
  }

  @Test(
    "a duration is text in JSON",
    arguments: [
      ("0s", 0, 0), ("3s", 3, 0), ("3.500s", 3, 500_000_000), ("-0.000001s", 0, -1000),
      ("-1.000000001s", -1, -1), ("315576000000s", 315_576_000_000, 0),
    ] as [(String, Int64, Int32)])
  func duration(_ text: String, _ seconds: Int64, _ nanos: Int32) throws {
    let retry = GoogleRpc.RetryInfo(
      retryDelay: GoogleProtobuf.Duration(seconds: seconds, nanos: nanos))
    #expect(try retry.json() == "{\"retryDelay\":\"\(text)\"}")
    #expect(try GoogleRpc.RetryInfo(json: retry.json()) == retry)
  }

  @Test(
    "what is no duration is refused",
    arguments: ["3", "s", "--3s", "3.s", ".5s", "1e3s", "315576000001s", "1.0000000001s"])
  func noDuration(_ text: String) {
    let error = #expect(throws: JSONError.self) {
      try GoogleRpc.RetryInfo(json: "{\"retryDelay\":\"\(text)\"}")
    }
    #expect(error?.kind == .invalidText)
    #expect(error?.field == "retryDelay")
  }

  @Test("the embedded descriptors name every message and method")
  func descriptorSet() throws {
    let (stdin, stdout) = (Pipe(), Pipe())
    let process = try ChildProcess(
      "/usr/bin/env",
      ["protoc", "--decode=google.protobuf.FileDescriptorSet", "google/protobuf/descriptor.proto"],
      input: .pipe(stdin), output: .pipe(stdout))
    // More than a pipe holds either way would wait for ever, so the two sides run at once.
    let bytes = Data(WindowStaffSchema.descriptorSet)
    DispatchQueue.global().async {
      try? stdin.fileHandleForWriting.write(contentsOf: bytes)
      try? stdin.fileHandleForWriting.close()
    }
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let text = String(decoding: output, as: UTF8.self)
    for method in WindowStaffSchema.methods.methods {
      #expect(text.contains("name: \"\(method.method.name.method)\""))
    }
    for name in WindowStaffSchema.messages.names {
      let short = name.split(separator: ".").last ?? ""
      #expect(text.contains("name: \"\(short)\""))
    }
  }
}
