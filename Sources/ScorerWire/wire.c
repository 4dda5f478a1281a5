#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "scorer_wire.h"

_Static_assert(sizeof(scorer_message) == 16, "a message is one small packet");
_Static_assert(sizeof(scorer_told_step) == 96, "steps lie at fixed places");

/* Linux 5.1; libc's headers may be older. */
#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x0010
#endif

int scorer_sealed_memory(const char *name, int64_t bytes, int is_read_only_for_others, void **memory) {
  int file = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -1;
  int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
  if (is_read_only_for_others) seals |= F_SEAL_FUTURE_WRITE;
  void *mapped = MAP_FAILED;
  if (ftruncate(file, bytes) == 0) {
    mapped = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  }
  if (mapped == MAP_FAILED || fcntl(file, F_ADD_SEALS, seals) != 0) {
    if (mapped != MAP_FAILED) munmap(mapped, (size_t)bytes);
    close(file);
    return -1;
  }
  *memory = mapped;
  return file;
}
