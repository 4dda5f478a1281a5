import Glibc

/// A 64-bit hash of bytes: multiply and fold, eight bytes at a time. It is the same in every run;
/// whoever relies on it compares the bytes as well.
func byteHash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) -> UInt64 {
  var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
  var offset = 0
  while offset + 8 <= bytes.count {
    hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  var tail: UInt64 = 0
  while offset < bytes.count {
    tail = tail << 8 | UInt64(bytes[offset])
    offset += 1
  }
  return mixed(hash, tail)
}

/// One step of the hash.
@inline(__always)
func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
  let product = (hash ^ value).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low &+ 0xE703_7ED1_A0B4_28DB
}

@inline(__always)
func bytesAreEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard a.count == b.count, let start = a.baseAddress, let other = b.baseAddress else {
    return a.isEmpty && b.isEmpty
  }
  return memcmp(start, other, a.count) == 0
}
