// Tells ThreadSanitizer when Swift's `Mutex` is taken and given back under contention.
//
// `Mutex` is an atomic word whose uncontended path is compiled into its user, where the sanitizer
// sees it. Under contention the word changes in the kernel (FUTEX_LOCK_PI, FUTEX_UNLOCK_PI), called
// from libswiftSynchronization, which is not instrumented: two threads that take turns then look as
// if they raced, in a program of nothing but two threads and one `Mutex` as well
// (proof.swift beside this file). Preloaded, this library stands before those three functions and says
// what they do. It suppresses nothing: what races with a lock held elsewhere, or with none, is
// still reported.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define MUTEX(name) "$s15Synchronization12_MutexHandleV" name
#define swiftcc __attribute__((swiftcall))
#define self_ __attribute__((swift_context)) void *self

typedef void (*annotation)(void *);

static void annotate(const char *name, void *word) {
  annotation say = (annotation)dlsym(RTLD_DEFAULT, name);
  // In a program without the sanitizer there is nobody to tell.
  if (say) say(word);
}

swiftcc void lock_slow(uint32_t thread, self_) __asm__(MUTEX("9_lockSlowyys6UInt32VF"));
swiftcc void unlock_slow(self_) __asm__(MUTEX("11_unlockSlowyyF"));
swiftcc _Bool try_lock_slow(self_) __asm__(MUTEX("12_tryLockSlowSbyF"));

swiftcc void lock_slow(uint32_t thread, self_) {
  swiftcc void (*original)(uint32_t, self_) = dlsym(RTLD_NEXT, MUTEX("9_lockSlowyys6UInt32VF"));
  original(thread, self);
  annotate("__tsan_acquire", self);
}

swiftcc void unlock_slow(self_) {
  swiftcc void (*original)(self_) = dlsym(RTLD_NEXT, MUTEX("11_unlockSlowyyF"));
  annotate("__tsan_release", self);
  original(self);
}

swiftcc _Bool try_lock_slow(self_) {
  swiftcc _Bool (*original)(self_) = dlsym(RTLD_NEXT, MUTEX("12_tryLockSlowSbyF"));
  _Bool isTaken = original(self);
  if (isTaken) annotate("__tsan_acquire", self);
  return isTaken;
}
