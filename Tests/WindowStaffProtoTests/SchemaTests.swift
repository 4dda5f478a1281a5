import ProtobufRPC
import ProtobufRuntime
import RPC
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
}
