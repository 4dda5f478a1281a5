import Glibc

/// Asks the kernel for large pages behind memory that is about to be filled whole: a page of 2 MiB
/// costs one fault where small ones cost five hundred. Where there are none, nothing changes.
public func adviseLargePages(_ memory: UnsafeMutableRawPointer?, byteCount: Int) {
  let pageSize = 4096
  guard let memory, byteCount >= 2 << 20 else { return }
  let start = (Int(bitPattern: memory) + pageSize - 1) & -pageSize
  let end = (Int(bitPattern: memory) + byteCount) & -pageSize
  madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
}
