/// Finds a method by the bytes of its name, without making strings: a table of open addressing.
package final class MethodRouter: Sendable {
  /// A method that can be called.
  package final class Route: Sendable {
    package let method: Method
    package let handler: MethodTable.Handler
    let isEssential: Bool
    fileprivate let service: [UInt8]
    fileprivate let name: [UInt8]

    init(_ entry: MethodTable.Entry, isEssential: Bool) {
      method = entry.method
      self.isEssential = isEssential
      handler = entry.handler
      service = Array(entry.method.name.service.utf8)
      name = Array(entry.method.name.method.utf8)
    }

    fileprivate func matches(
      _ service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer
    ) -> Bool {
      self.name.count == name.count && self.service.count == service.count
        && self.name.elementsEqual(name) && self.service.elementsEqual(service)
    }
  }

  package let authorize: (@Sendable (ServerCall) throws -> CallerKey?)?
  private let services: Set<String>
  /// A power of two at least twice the number of routes, so that a search ends soon.
  private let slots: [Route?]

  init(_ table: MethodTable) {
    authorize = table.authorize
    services = Set(table.services)
    var size = 16
    while size < table.entries.count * 2 { size *= 2 }
    var slots = [Route?](repeating: nil, count: size)
    for entry in table.entries.values {
      let route = Route(entry, isEssential: table.essential.contains(entry.method.name))
      var slot = route.service.withUnsafeBytes { service in
        route.name.withUnsafeBytes { Self.hash(service, $0) & (size - 1) }
      }
      while slots[slot] != nil { slot = (slot + 1) & (size - 1) }
      slots[slot] = route
    }
    self.slots = slots
  }

  package func route(_ service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> Route? {
    var slot = Self.hash(service, name) & (slots.count - 1)
    while let route = slots[slot] {
      if route.matches(service, name) { return route }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Why no route was found, for the caller.
  package func unimplemented(service: String, method: String) -> RPCStatus {
    services.contains(service)
      ? RPCStatus(.unimplemented, "service \(service) has no method \(method)")
      : RPCStatus(.unimplemented, "this server has no service \(service)")
  }

  /// FNV-1a: names are short, and the table holds the program's own, so nobody can aim at it.
  private static func hash(
    _ service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer
  ) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in service { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
