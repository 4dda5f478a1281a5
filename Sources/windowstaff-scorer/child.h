/* The parts of the child: `main.c` answers requests, `library.c` calls scorers, `sandbox.c` takes away
 * what scorers do not need. */
#ifndef WINDOWSTAFF_SCORER_CHILD_H
#define WINDOWSTAFF_SCORER_CHILD_H

#include "scorer_wire.h"

/* The workspace's parts. */
extern scorer_status *status_page;
extern const int64_t *request_area;
extern unsigned char *output_area;

/* Gives up files, memory, time and system calls, for good: everything that a library's constructors
 * could harm is gone before the first library is loaded. Ends the process where that fails. */
void enter_sandbox(long cpu_seconds, long memory_bytes);

/* Each answers one request. */
scorer_message load_library(uint32_t index);
scorer_message self_test(uint32_t index);
scorer_message score(void);
scorer_message explain(void);

/* Maps the memory of the facts that `score` reads. */
scorer_message map_facts(int64_t bytes);

#endif
