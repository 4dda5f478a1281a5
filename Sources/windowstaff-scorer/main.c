/* windowstaff-scorer: runs a county's scorers where they can harm nothing. Started by the host alone,
 * with a socket as standard input and the workspace as descriptor 3; see scorer_wire.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "child.h"

scorer_status *status_page;
const int64_t *request_area;
unsigned char *output_area;

static const void *facts;

/* The facts that `score` reads, for library.c. */
const void *mapped_facts(void) { return facts; }

scorer_message map_facts(int64_t bytes) {
  scorer_message reply = {SCORER_REPLY_OK, 0, 0};
  void *memory = mmap(NULL, (size_t)bytes, PROT_READ, MAP_SHARED, SCORER_FD_PASSED, 0);
  close(SCORER_FD_PASSED);
  if (memory == MAP_FAILED) {
    reply.kind = SCORER_REPLY_NO_MEMORY;
  } else {
    facts = memory;
  }
  return reply;
}

/* Takes a message, and with it a file that lands on SCORER_FD_PASSED, the lowest free descriptor. */
static int receive(scorer_message *message) {
  char control[CMSG_SPACE(sizeof(int))];
  struct iovec part = {message, sizeof *message};
  struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
                          .msg_controllen = sizeof control};
  ssize_t count;
  do {
    count = recvmsg(SCORER_FD_SOCKET, &header, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  return count == (ssize_t)sizeof *message;
}

static scorer_message answer(const scorer_message *request) {
  status_page->request = request->kind;
  status_page->library = request->argument;
  switch (request->kind) {
    case SCORER_REQUEST_LOAD: return load_library(request->argument);
    case SCORER_REQUEST_SELF_TEST: return self_test(request->argument);
    case SCORER_REQUEST_FACTS: return map_facts(request->value);
    case SCORER_REQUEST_SCORE: return score();
    case SCORER_REQUEST_EXPLAIN: return explain();
    default: _exit(2);
  }
}

/* The host is told to end with the child, which would otherwise wait for nobody. */
static void follow_host(long host) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != (pid_t)host) _exit(3);
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fputs("windowstaff-scorer is started by windowstaff and windowstaffd, not by hand.\n", stderr);
    return 64;
  }
  follow_host(strtol(argv[3], NULL, 10));
  unsigned char *workspace = mmap(NULL, SCORER_WORKSPACE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
                                  SCORER_FD_WORKSPACE, 0);
  if (workspace == MAP_FAILED) return 4;
  status_page = (scorer_status *)workspace;
  request_area = (const int64_t *)(workspace + SCORER_STATUS_BYTES);
  output_area = workspace + SCORER_STATUS_BYTES + SCORER_REQUEST_BYTES;
  enter_sandbox(strtol(argv[1], NULL, 10), strtol(argv[2], NULL, 10));
  scorer_message request;
  while (receive(&request)) {
    scorer_message reply = answer(&request);
    status_page->request = 0;
    if (write(SCORER_FD_SOCKET, &reply, sizeof reply) != (ssize_t)sizeof reply) break;
  }
  _exit(0);
}
