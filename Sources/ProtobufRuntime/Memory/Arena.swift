internal import CProtobufC
internal import Glibc

/// Memory of one call, given out by moving a pointer and given back all at once.
///
/// An arena belongs to one thread and lives only inside ``withArena(capacity:_:)``; nothing that it
/// gave out may leave the body. It never gives more than its capacity: then ``isExhausted`` is set
/// and the allocation fails.
public struct Arena {
  /// A block that was taken from the system, before its usable bytes.
  private struct Chunk {
    var previous: UnsafeMutablePointer<Chunk>?
    var size: Int
  }

  private struct State {
    var allocator = ProtobufCAllocator()
    var chunk: UnsafeMutablePointer<Chunk>
    /// The free bytes of the newest chunk.
    var next: UnsafeMutableRawPointer
    var end: UnsafeMutableRawPointer
    /// Bytes that may still be taken from the system.
    var remaining = 0
    var isExhausted = false
    var isInUse = false
  }

  /// Doubles and pointers are the widest members of C messages.
  private static let alignment = 8

  private let state: UnsafeMutablePointer<State>

  /// Whether an allocation failed because the capacity was used up.
  public var isExhausted: Bool { state.pointee.isExhausted }

  /// For protobuf-c; valid as long as the arena.
  var allocator: UnsafeMutablePointer<ProtobufCAllocator> {
    UnsafeMutableRawPointer(state).assumingMemoryBound(to: ProtobufCAllocator.self)
  }

  /// Runs the body with the thread's arena, empty and with the given capacity in bytes.
  public static func withArena<Result, Failure: Error>(
    capacity: Int, _ body: (Arena) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let ofThread = ThreadArena.current
    let arena = ofThread.state.pointee.isInUse ? Arena() : ofThread
    arena.begin(capacity)
    defer {
      arena.reset()
      if arena.state != ofThread.state { arena.destroy() }
    }
    return try body(arena)
  }

  /// - Returns: aligned bytes, not cleared, or nil if the capacity is used up.
  public func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    let start = state.pointee.next
    let (padded, overflow) = size.addingReportingOverflow(Self.alignment - 1)
    if size < 0 || overflow { return exhausted() }
    let rounded = padded & ~(Self.alignment - 1)
    if rounded > state.pointee.end - start { return allocateSlowly(rounded) }
    state.pointee.next = start + rounded
    return start
  }

  private func allocateSlowly(_ size: Int) -> UnsafeMutableRawPointer? {
    let header = MemoryLayout<Chunk>.size
    let room = state.pointee.remaining - header
    if size > room { return exhausted() }
    let wanted = max(size, min(2 * state.pointee.chunk.pointee.size, room))
    guard let memory = malloc(header + wanted) else { return exhausted() }
    state.pointee.remaining -= header + wanted
    Self.use(memory, size: wanted, after: state.pointee.chunk, in: state)
    return allocate(size)
  }

  private func exhausted() -> UnsafeMutableRawPointer? {
    state.pointee.isExhausted = true
    return nil
  }

  private static func use(
    _ memory: UnsafeMutableRawPointer, size: Int, after previous: UnsafeMutablePointer<Chunk>?,
    in state: UnsafeMutablePointer<State>
  ) {
    let chunk = memory.assumingMemoryBound(to: Chunk.self)
    chunk.initialize(to: Chunk(previous: previous, size: size))
    state.pointee.chunk = chunk
    state.pointee.next = memory + MemoryLayout<Chunk>.size
    state.pointee.end = state.pointee.next + size
  }

  /// The kept chunk counts like any other, so a capacity below its size still holds.
  private func begin(_ capacity: Int) {
    state.pointee.isInUse = true
    state.pointee.isExhausted = false
    let kept = min(capacity, state.pointee.chunk.pointee.size)
    state.pointee.end = state.pointee.next + kept
    state.pointee.remaining = capacity - kept
  }

  private func reset() {
    while let previous = state.pointee.chunk.pointee.previous {
      free(state.pointee.chunk)
      state.pointee.chunk = previous
    }
    state.pointee.next = UnsafeMutableRawPointer(state.pointee.chunk) + MemoryLayout<Chunk>.size
    state.pointee.isInUse = false
  }

  fileprivate init() {
    state = .allocate(capacity: 1)
    let size = ArenaLimits.keptChunk
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<Chunk>.size + size, alignment: 16)
    let start = memory + MemoryLayout<Chunk>.size
    let chunk = memory.assumingMemoryBound(to: Chunk.self)
    chunk.initialize(to: Chunk(previous: nil, size: size))
    state.initialize(to: State(chunk: chunk, next: start, end: start + size))
    state.pointee.allocator = ProtobufCAllocator(
      alloc: { data, size in data.flatMap { Arena(data: $0).allocate(size) } },
      free: { _, _ in }, allocator_data: state)
  }

  fileprivate init(data: UnsafeMutableRawPointer) {
    state = data.assumingMemoryBound(to: State.self)
  }

  fileprivate var data: UnsafeMutableRawPointer { UnsafeMutableRawPointer(state) }

  fileprivate func destroy() {
    state.pointee.chunk.deallocate()
    state.deallocate()
  }
}

/// One arena a thread, made at its first call and freed at the thread's end.
private enum ThreadArena {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let error = pthread_key_create(&key) { data in
      if let data { Arena(data: data).destroy() }
    }
    precondition(error == 0, "the process has no thread-local storage left")
    return key
  }()

  static var current: Arena {
    if let data = pthread_getspecific(key) { return Arena(data: data) }
    let arena = Arena()
    pthread_setspecific(key, arena.data)
    return arena
  }
}
