/* What a scorer may do: compute, allocate within its bound, and answer on the socket. All else raises
 * SIGSYS, whose handler notes what was asked for and ends the process. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <seccomp.h>

#include "child.h"

/* The exit status after a fault; the status page says which. */
#define EXIT_FAULT 71
/* When so much cannot be had, a bad access is the end of the memory and not a wild pointer. */
#define PROBE_BYTES (16u << 20)
/* What Linux gives a program by default. */
#define STACK_BYTES (8u << 20)
/* Pages with the system's clock, which libc reads without a system call. */
#define CLOCK_PAGES_MAX 4
static struct {
  uintptr_t start, end;
} clock_pages[CLOCK_PAGES_MAX];
/* Room for handlers when the scorer's own stack is used up. */
static char handler_stack[1 << 16];

static void end_with(uint32_t fault, int detail) {
  status_page->detail = detail;
  status_page->fault = fault;
  syscall(SYS_exit_group, EXIT_FAULT);
}

static void set_result(ucontext_t *context, long result) {
#if defined(__x86_64__)
  context->uc_mcontext.gregs[REG_RAX] = result;
#elif defined(__aarch64__)
  context->uc_mcontext.regs[0] = (unsigned long long)result;
#endif
}

static long argument(const ucontext_t *context, int place) {
#if defined(__x86_64__)
  static const int registers[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10};
  return context->uc_mcontext.gregs[registers[place]];
#elif defined(__aarch64__)
  return (long)context->uc_mcontext.regs[place];
#endif
}

/* Few calls are answered here instead of by the system. The loader "opens" the one library that the host
 * passed, whatever path is named, and asks for its size; blocking and handling signals does nothing. */
static void on_forbidden_call(int signal, siginfo_t *info, void *opaque) {
  ucontext_t *context = opaque;
  (void)signal;
  switch (info->si_syscall) {
    case SYS_openat:
      if (status_page->request != SCORER_REQUEST_LOAD
          || strncmp((const char *)argument(context, 1), "/scorer/", 8) != 0) {
        break;
      }
      set_result(context, SCORER_FD_PASSED);
      return;
    case SYS_newfstatat: {
      long result = syscall(SYS_fstat, argument(context, 0), argument(context, 2));
      set_result(context, result < 0 ? -errno : result);
      return;
    }
    case SYS_rt_sigprocmask:
    case SYS_rt_sigaction: set_result(context, 0); return;
    default: break;
  }
  end_with(SCORER_FAULT_FORBIDDEN, info->si_syscall);
}

/* Tells why, where it can, and lets the fault end the process. */
static void on_bad_access(int signal, siginfo_t *info, void *opaque) {
  (void)signal;
  uintptr_t address = (uintptr_t)info->si_addr;
  for (int place = 0; place < CLOCK_PAGES_MAX; place++) {
    if (address >= clock_pages[place].start && address < clock_pages[place].end) {
      end_with(SCORER_FAULT_CLOCK, 0);
    }
  }
#if defined(__x86_64__)
  const unsigned char *at =
      (const unsigned char *)((ucontext_t *)opaque)->uc_mcontext.gregs[REG_RIP];
  if (info->si_code == SI_KERNEL && at[0] == 0x0F
      && (at[1] == 0x31 || (at[1] == 0x01 && at[2] == 0xF9))) {
    end_with(SCORER_FAULT_CLOCK, 0);
  }
#else
  (void)opaque;
#endif
  long probe = syscall(SYS_mmap, NULL, PROBE_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (probe == -1) end_with(SCORER_FAULT_MEMORY, 0);
}

static void handle_signals(void) {
  /* A language runtime that was linked in may have put its own handlers here. */
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);
  struct sigaction forbidden = {.sa_sigaction = on_forbidden_call,
                                .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigaction(SIGSYS, &forbidden, NULL);
  struct sigaction access = {.sa_sigaction = on_bad_access,
                             .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND};
  sigaction(SIGSEGV, &access, NULL);
  sigaction(SIGBUS, &access, NULL);
}

/* Takes the clock's pages away. A kernel that seals them keeps them: then it is the verification that
 * finds a scorer whose scores depend on the time. */
static void remove_clock(void) {
  FILE *maps = fopen("/proc/self/maps", "re");
  if (!maps) _exit(6);
  char line[512];
  unsigned long start, end;
  int place = 0;
  while (place < CLOCK_PAGES_MAX && fgets(line, sizeof line, maps)) {
    if (!strstr(line, "[vvar") || sscanf(line, "%lx-%lx", &start, &end) != 2) continue;
    if (munmap((void *)start, end - start) != 0) continue;
    /* Nothing else may come to lie there: it would be taken for the clock. */
    if (mmap((void *)start, end - start, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
        == MAP_FAILED) {
      _exit(6);
    }
    clock_pages[place].start = start;
    clock_pages[place++].end = end;
  }
  fclose(maps);
}

static void limit(int resource, rlim_t value) {
  struct rlimit bound = {value, value};
  if (setrlimit(resource, &bound) != 0) _exit(5);
}

static void limit_resources(long cpu_seconds, long memory_bytes) {
  limit(RLIMIT_CPU, (rlim_t)cpu_seconds);
  limit(RLIMIT_DATA, (rlim_t)memory_bytes);
  /* Facts are mapped besides, as many as the host has: this is a bound on nonsense. */
  limit(RLIMIT_AS, (rlim_t)memory_bytes + ((rlim_t)64 << 30));
  /* The stack is bounded by none of these, and a server may have been started without a bound. */
  struct rlimit stack;
  if (getrlimit(RLIMIT_STACK, &stack) != 0) _exit(5);
  if (stack.rlim_cur > STACK_BYTES) limit(RLIMIT_STACK, STACK_BYTES);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NPROC, 0);
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_NOFILE, SCORER_FD_PASSED + 1);
}

static void allow(scmp_filter_ctx filter, int call) {
  if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) _exit(6);
}

static void allow_if(scmp_filter_ctx filter, int call, unsigned count,
                     const struct scmp_arg_cmp *conditions) {
  if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, count, conditions) != 0) _exit(6);
}

static void allow_memory(scmp_filter_ctx filter) {
  /* RLIMIT_DATA bounds no memory that is shared or counts as a stack, also where that is made for
   * reading and then made writable: there is none but files. */
  /* Memory of its own, or the library's data: never executable. */
  allow_if(filter, SCMP_SYS(mmap), 2, (struct scmp_arg_cmp[]){
      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED | MAP_GROWSDOWN, 0)});
  /* Facts. */
  allow_if(filter, SCMP_SYS(mmap), 3, (struct scmp_arg_cmp[]){
      SCMP_A2(SCMP_CMP_EQ, PROT_READ),
      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, 0),
      SCMP_A4(SCMP_CMP_EQ, SCORER_FD_PASSED)});
  /* The library's code. */
  allow_if(filter, SCMP_SYS(mmap), 3, (struct scmp_arg_cmp[]){
      SCMP_A2(SCMP_CMP_EQ, PROT_READ | PROT_EXEC),
      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED | MAP_ANONYMOUS, 0),
      SCMP_A4(SCMP_CMP_EQ, SCORER_FD_PASSED)});
  allow_if(filter, SCMP_SYS(mprotect), 1, (struct scmp_arg_cmp[]){
      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
  allow(filter, SCMP_SYS(munmap));
  allow(filter, SCMP_SYS(mremap));
  allow(filter, SCMP_SYS(madvise));
  allow(filter, SCMP_SYS(brk));
}

static void filter_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
  if (!filter) _exit(6);
  allow_memory(filter);
  for (int file = SCORER_FD_SOCKET; file <= SCORER_FD_PASSED; file++) {
    allow_if(filter, SCMP_SYS(read), 1,
             (struct scmp_arg_cmp[]){SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)file)});
  }
  allow_if(filter, SCMP_SYS(pread64), 1,
           (struct scmp_arg_cmp[]){SCMP_A0(SCMP_CMP_EQ, SCORER_FD_PASSED)});
  allow_if(filter, SCMP_SYS(write), 1,
           (struct scmp_arg_cmp[]){SCMP_A0(SCMP_CMP_EQ, SCORER_FD_SOCKET)});
  allow_if(filter, SCMP_SYS(recvmsg), 1,
           (struct scmp_arg_cmp[]){SCMP_A0(SCMP_CMP_EQ, SCORER_FD_SOCKET)});
  /* `abort`, of itself. */
  allow_if(filter, SCMP_SYS(tgkill), 2, (struct scmp_arg_cmp[]){
      SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()), SCMP_A2(SCMP_CMP_EQ, SIGABRT)});
  allow(filter, SCMP_SYS(close));
  allow(filter, SCMP_SYS(fstat));
  allow(filter, SCMP_SYS(futex));
  allow(filter, SCMP_SYS(getpid));
  allow(filter, SCMP_SYS(gettid));
  allow(filter, SCMP_SYS(rt_sigreturn));
  allow(filter, SCMP_SYS(exit));
  allow(filter, SCMP_SYS(exit_group));
  if (seccomp_load(filter) != 0) _exit(6);
  /* The filter's own copy is left where it is: freeing it would gain nothing. */
}

void enter_sandbox(long cpu_seconds, long memory_bytes) {
  /* The allocator seeds itself at its first use, which would be forbidden later. */
  free(malloc(64));
  handle_signals();
  remove_clock();
  if (close_range(SCORER_FD_PASSED, ~0u, 0) != 0) _exit(6);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) _exit(6);
#if defined(__x86_64__)
  prctl(PR_SET_TSC, PR_TSC_SIGSEGV);
#endif
  limit_resources(cpu_seconds, memory_bytes);
  filter_calls();
}
