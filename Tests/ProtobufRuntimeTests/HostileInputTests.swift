import NIOCore
import ProtobufRuntime
import SampleProto
import Testing

@Suite("Bytes that nobody honest sends")
struct HostileInputTests {
  private func error(_ bytes: [UInt8], limits: DecodingLimits = .standard) -> WireError? {
    do throws(WireError) {
      _ = try Everything(decoding: ByteBuffer(bytes: bytes), limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "bad UTF-8 is refused, wherever it stands",
    arguments: [
      [0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
      Array("eight by".utf8) + [0xe7, 0xaa], Array("窗口".utf8) + [0x80],
    ] as [[UInt8]])
  func badUTF8(_ text: [UInt8]) {
    for bytes in [field(14, text), field(34, text), field(51, text)] {
      #expect(error(bytes)?.kind == .invalidUTF8)
    }
    let nested = error(field(81, field(17, field(1, text))))
    #expect(nested?.kind == .invalidUTF8)
    #expect(nested?.field == "children.leaf.name")
    #expect(nested?.message == "sample.v1.Everything")
    #expect(error(field(41, field(2, text)))?.field == "labels.value")
  }

  @Test("a NUL in a string is refused, never cut off")
  func embeddedNUL() {
    #expect(error(field(14, [0x61, 0, 0x62]))?.kind == .embeddedNUL)
    #expect(error(field(14, [0]))?.kind == .embeddedNUL)
    #expect(error(field(15, [0x61, 0, 0x62])) == nil)
    #expect(throws: WireError.self) { try Everything(stringValue: "a\0b").encoded() }
    #expect(throws: WireError.self) { try Everything(labels: ["k": "\0"]).encoded() }
  }

  @Test("a hundred levels are read and one more is refused")
  func depth() throws {
    let deepest = Everything.nested(100)
    #expect(try Everything(decoding: deepest.encoded()) == deepest)
    let tooDeep = Array(try Everything.nested(101).encoded().readableBytesView)
    #expect(error(tooDeep)?.kind == .tooDeep)
  }

  @Test("a megabyte of nesting costs no stack")
  func nestingBomb() {
    // Written from the inside out, so backwards.
    var reversed: [UInt8] = []
    while reversed.count < 1 << 20 {
      reversed += (varint(81 << 3 | 2) + varint(reversed.count)).reversed()
    }
    #expect(error(reversed.reversed())?.kind == .tooDeep)
  }

  @Test("4 MiB of empty submessages end at the memory limit")
  func emptySubmessages() {
    let bomb = ByteBuffer(bytes: emptyElements(4 << 20))
    let refusal = #expect(throws: WireError.self) { try Bomb(decoding: bomb) }
    #expect(refusal?.kind == .tooLarge)
    // The same thread goes on as if nothing had been.
    #expect(error(field(14, [0x61])) == nil)
  }

  @Test("memory that runs out at any allocation is an error, and then it is enough")
  func everyAllocationFails() throws {
    // Merged fields take protobuf-c's longest way.
    let once = Array(try Everything.full.encoded().readableBytesView)
    var limits = DecodingLimits.standard
    limits.memoryPerByte = 0
    var failures = 0
    for memory in stride(from: 0, through: 1 << 16, by: 8) {
      limits.baseMemory = memory
      guard let refusal = error(once + once, limits: limits) else { break }
      #expect(refusal.kind == .tooLarge)
      failures += 1
    }
    #expect(failures > 100)
    #expect(error(once + once, limits: limits) == nil)
  }

  @Test("as many as an honest sender has are read")
  func manySubmessages() throws {
    let bytes = ByteBuffer(bytes: emptyElements(2_000))
    #expect(try Bomb(decoding: bytes).elements.count == 1_000)
  }

  @Test("cut at any byte, a message is read in part or refused")
  func truncation() throws {
    let whole = Array(try Everything.full.encoded().readableBytesView)
    for count in 0..<whole.count {
      _ = error(Array(whole[..<count]))
    }
    #expect(error(Array(whole.dropLast()))?.kind == .malformed)
  }

  @Test("lengths, tags and wire types that lie are refused")
  func malformed() {
    let cases: [[UInt8]] = [
      [0x72, 0x05, 0x61],  // longer than what follows
      [0x72, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],  // a length beyond 4 GiB
      [0x02, 0x00],  // field number 0
      [0xf3, 0x07], [0xf4, 0x07],  // groups
      [0x18, 0x80],  // a number without an end
      [0x18] + [UInt8](repeating: 0xff, count: 11),  // a number of 11 bytes
      [0x70, 0x01],  // a string as a number
      [0x8a, 0x01, 0x02, 0x08],  // a submessage cut short
      [0x09, 0x00],  // a double of one byte
    ]
    for bytes in cases { #expect(error(bytes)?.kind == .malformed, "\(bytes)") }
  }

  @Test("mutated messages never crash, and what is read can be written again")
  func fuzz() throws {
    let whole = Array(try Everything.full.encoded().readableBytesView)
    var random = SeededRandom(seed: 20_240_601)
    var readable = 0
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.remove(at: place)
        default:
          let start = Int.random(in: 0...place, using: &random)
          bytes.insert(contentsOf: bytes[start...place], at: place)
        }
      }
      guard let value = try? Everything(decoding: ByteBuffer(bytes: bytes)) else { continue }
      readable += 1
      #expect(try Everything(decoding: value.encoded()).encoded() == value.encoded())
    }
    #expect(readable > 1_000)
  }
}

/// Empty elements of `Bomb`, of so many bytes.
private func emptyElements(_ size: Int) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: size)
  for index in stride(from: 0, to: size, by: 2) { bytes[index] = 0x0a }
  return bytes
}

/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
