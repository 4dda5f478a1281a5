/// Gives memory that long work has used and freed back to the system: the allocator would keep it
/// for the next such work, which may be a month away.
func giveBackMemory() { _ = mallocTrim(0) }

/// glibc's `malloc_trim`, which its module leaves out. It may be called from any thread.
@_silgen_name("malloc_trim")
private func mallocTrim(_ bytesKept: Int) -> Int32
