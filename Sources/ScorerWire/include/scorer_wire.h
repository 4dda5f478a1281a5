/* What the host and its child process `windowstaff-scorer` say to each other.
 *
 * Small messages go over a socket pair, one packet each: a request, then its one reply. All that is
 * larger lies in the workspace, memory that both have mapped: [status | request | output]. Facts of a
 * block lie in memory of their own, which the child maps once, for reading. Both sides are of one build: no versions here. */
#ifndef WINDOWSTAFF_SCORER_WIRE_H
#define WINDOWSTAFF_SCORER_WIRE_H

#include <stdint.h>
#include "windowstaff_scorer.h"

/* The child's file descriptors: the socket; the file that comes with a message (a library, or facts),
 * which is closed before the reply. The workspace comes as `SCORER_FD_WORKSPACE` and is closed at once. */
#define SCORER_FD_SOCKET 0
#define SCORER_FD_PASSED 1
#define SCORER_FD_WORKSPACE 3

/* More scorers than any county weighs. */
#define SCORER_LIBRARIES_MAX 64u
/* Members of one request: what the output has room for. */
#define SCORER_MEMBERS_MAX 2048u

/* Bytes of the workspace's parts. Pages that nobody touches cost nothing. */
#define SCORER_STATUS_BYTES 4096u
#define SCORER_REQUEST_BYTES (1u << 19)
#define SCORER_OUTPUT_BYTES (1u << 21)
enum { SCORER_WORKSPACE_BYTES = SCORER_STATUS_BYTES + SCORER_REQUEST_BYTES + SCORER_OUTPUT_BYTES };

/* A text in the output that stands for a null pointer. */
#define SCORER_TEXT_NULL 0xFFFFFFFFu
/* Longer texts of a descriptor are cut, which no name or version needs. */
#define SCORER_TEXT_MAX 1024u

enum scorer_request_kind {
  /* Loads the passed library under the number `argument` and describes it in the output; a failure
   * leaves the loader's text there (`value` is its length). */
  SCORER_REQUEST_LOAD = 1,
  /* `value` of the reply is what `self_test` returned. */
  SCORER_REQUEST_SELF_TEST = 2,
  /* Maps the passed memory of facts (`value` bytes), once. */
  SCORER_REQUEST_FACTS = 3,
  /* Scores as the request says; see `scorer_batch_request`. */
  SCORER_REQUEST_SCORE = 4,
  /* Explains the one member of the request's one batch; steps are in the output. */
  SCORER_REQUEST_EXPLAIN = 5
};

enum scorer_reply_status {
  SCORER_REPLY_OK = 0,
  /* The library cannot be loaded; the text says why. */
  SCORER_REPLY_NOT_LOADABLE = 1,
  /* It has no entry, or the entry returned nothing. */
  SCORER_REPLY_NO_ENTRY = 2,
  /* The scorer `argument` returned the failure `value`. */
  SCORER_REPLY_FAILED = 3,
  /* An explanation has too many steps, or one that is too short. */
  SCORER_REPLY_BAD_STEPS = 4,
  /* The child could not map what it was given. */
  SCORER_REPLY_NO_MEMORY = 5,
  /* Its ABI is of another version, or sizes are too small: `value` is in the output's first words. */
  SCORER_REPLY_VERSION = 6
};

typedef struct scorer_message {
  uint32_t kind; /* a request's kind, or a reply's status */
  uint32_t argument;
  int64_t value;
} scorer_message;

enum scorer_fault {
  SCORER_FAULT_NONE = 0,
  /* A system call that scorers may not make; `detail` is its number. */
  SCORER_FAULT_FORBIDDEN = 1,
  /* Bad memory access with no memory left to give. */
  SCORER_FAULT_MEMORY = 2,
  /* It read the processor's clock. */
  SCORER_FAULT_CLOCK = 3
};

/* Written by the child so that the host can tell what a child that ended was about. */
typedef struct scorer_status {
  volatile uint32_t fault; /* enum scorer_fault */
  volatile int32_t detail;
  /* The library that runs, and the request. */
  volatile uint32_t library;
  volatile uint32_t request;
} scorer_status;

/* The request of SCORE begins with the count of members and of batches, each an i64; then each batch:
 * this head, its facts' offsets in the facts' memory, its parameters (all i64). The output has the scores
 * of batch after batch (i64), then the flags of batch after batch (u32). In EXPLAIN there is one batch,
 * and the facts themselves stand where the offsets would. */
typedef struct scorer_batch_request {
  int64_t library;
  int64_t fact_count;
  int64_t parameter_count;
} scorer_batch_request;

/* A step of an explanation in the output; `value` of the reply is their count. */
typedef struct scorer_told_step {
  windowstaff_scorer_step step; /* its pointer means nothing here */
  uint32_t has_clause;
  char clause[36]; /* NUL-terminated, cut where it is longer */
} scorer_told_step;

/* Makes memory that a file without a name stands for, which can neither grow nor shrink, and maps it for
 * writing; others may map it only for reading where that is said. Returns the file, or -1 with errno. */
int scorer_sealed_memory(const char *name, int64_t bytes, int is_read_only_for_others, void **memory);

#endif
