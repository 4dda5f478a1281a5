/* windowstaff scorer ABI, version 1.0
 *
 * A scorer turns facts of one appraised month into the score of one dimension: one of the seven of clause
 * 12.1, or one that a county adds, which is then a column of its results like the seven. It is a
 * shared library with ONE exported symbol, `windowstaff_scorer`, and no other input than what is passed
 * here: no clock, no file, no network, no state kept between calls. The same input gives the same output,
 * bit for bit, on every machine. All numbers are 64-bit whole numbers; no floating point decides a score.
 *
 * CENTIPOINTS  100.00 points are 10000. A score is 0...10000.
 *
 * VERSIONS     The major version is the high half of `abi_version`, the minor the low half. A host loads
 *              every scorer of its own major version, whatever its minor. Within a major version structs
 *              only grow at the end, enumerations only gain values, and no meaning changes.
 *
 * SIZES        Every struct begins with, or is accompanied by, its size as the side that FILLS it knows it.
 *              The side that reads must not read beyond that size, and takes what is missing as zero.
 *
 * OWNERSHIP    What the scorer returns (descriptor, names, function pointers) belongs to the scorer, is
 *              constant, and lives as long as the process: the host never unloads a scorer. What the host
 *              passes belongs to the host and lives until the call returns; the scorer keeps no pointer
 *              to it. Nobody frees anything of the other side's. Texts are UTF-8 and NUL-terminated.
 *
 * THREADS      The host calls `windowstaff_scorer` and then `self_test`, once in each process that loads
 *              the scorer. `score` and `explain` may follow from any thread, several at a time, and in
 *              several processes at once; today's host has a process a core, of one thread each.
 *
 * WHAT THE HOST CHECKS, before it loads the file: its size, and that it is a whole shared library for
 *              this system and processor. Before the first score: the major version; the sizes; that no
 *              pointer marked "required" is null; that id and names are well-formed and appear once; that
 *              every fact is in its catalogue or a county's; that every parameter's default is in its
 *              range, and that no other scorer declares one of its name differently; that `self_test`
 *              passes. Before a county may use it: that made-up members score the same again, in another
 *              process, in another order and in other batches, and that explanations add up.
 *              At every call: that the parameters are in their ranges; that each score is 0...10000; that
 *              no undeclared flag is set; that 10000 plus the steps of `explain` is the score, exactly.
 *              A scorer that breaks one of these is refused, or the run fails, with a message that names
 *              the scorer and the rule. It is never replaced by another scorer in silence.
 *
 * TRUST        A scorer runs in a child process, from its constructors on, that has no environment, no files
 *              (its own library is handed to the loader), no network, no other processes or threads, no
 *              clock and no new privileges; any system call beyond memory and the answer ends it. Its memory
 *              (256 MiB of its own), its processor time and the time of each answer (10 s) are bounded. It
 *              reads facts in place and cannot write them. Whatever it does ends that one run with an error
 *              that names it; the server, other counties and stored results are out of its reach.
 *              NOT defended: scorers of one host share a process, so one that is malicious can falsify what
 *              another says in the same call; and a score is only as right as its author. A county signs
 *              what it uploads: sign only what you have read.
 */
#ifndef WINDOWSTAFF_SCORER_H
#define WINDOWSTAFF_SCORER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version 1.0 of this interface: major << 16 | minor. */
#define WINDOWSTAFF_SCORER_ABI_VERSION 0x00010000u

/* Limits of one scorer, so that the host can check before it allocates. `flags` is one bit a flag. */
#define WINDOWSTAFF_SCORER_FACTS_MAX 256u
#define WINDOWSTAFF_SCORER_PARAMETERS_MAX 256u
#define WINDOWSTAFF_SCORER_FLAGS_MAX 32u
#define WINDOWSTAFF_SCORER_STEPS_MAX 1024u

/* Magnitudes, so that sums and products of them never overflow 64 bits: of a parameter's range, and of a
 * step's quantity, divisor and change. */
#define WINDOWSTAFF_SCORER_PARAMETER_MAX 1000000
#define WINDOWSTAFF_SCORER_QUANTITY_MAX 1000000000000

/* What `score`, `explain` and `self_test` return. Any other value is the scorer's own failure number,
 * which the host reports as it stands. */
#define WINDOWSTAFF_SCORER_OK 0

/* How the numbers of a parameter are written for people. Values are whole numbers all the same. */
enum windowstaff_scorer_unit {
  WINDOWSTAFF_UNIT_POINTS = 1,  /* centipoints: 250 is written 2.50 */
  WINDOWSTAFF_UNIT_COUNT = 2,   /* a plain count */
  WINDOWSTAFF_UNIT_HALVES = 3,  /* half-days */
  WINDOWSTAFF_UNIT_PERCENT = 4, /* whole percents */
  WINDOWSTAFF_UNIT_WEIGHT = 5,  /* a weight against others of its kind */
  WINDOWSTAFF_UNIT_MINUTES = 6,
  WINDOWSTAFF_UNIT_DAYS = 7
};

/* A parameter that a county's policy may set; where it does not, `default_value` holds. All required. */
typedef struct windowstaff_scorer_parameter {
  const char *name; /* [a-z][a-z0-9_]*; the name in the policy */
  const char *name_zh;
  const char *name_en;
  uint32_t unit; /* enum windowstaff_scorer_unit */
  uint32_t reserved;
  int64_t minimum;
  int64_t maximum;
  int64_t default_value;
} windowstaff_scorer_parameter;

/* Facts and parameters of a run of members.
 *
 * facts[f][m] is fact f (in the order of the descriptor's `facts`) of member m. parameters[p] is the
 * county's value of parameter p. The scorer writes scores[m], in centipoints after clamping, and
 * flags[m], where bit i stands for the descriptor's flag i; both have member_count entries and come
 * uninitialised. Columns may overlap only with themselves; reads beyond member_count are faults. */
typedef struct windowstaff_scorer_batch {
  uint64_t size; /* filled by the host */
  uint64_t member_count;
  const int64_t *const *facts;
  const int64_t *parameters;
  int64_t *scores;
  uint32_t *flags;
} windowstaff_scorer_batch;

/* What one step of an explanation does to the score so far, which begins at 10000. In every kind
 * `centipoints` is the change that the step made: score after = score before + centipoints. */
enum windowstaff_scorer_step_kind {
  /* Adds or takes `quantity` times the value of `parameter`. Where `second_parameter` is given, that
   * many of the fact were free, and `quantity` is what remained. */
  WINDOWSTAFF_STEP_COUNT = 1,
  /* The score becomes round(quantity / divisor). `fact` is the one summed, `second_fact` (if any) the
   * one counted. */
  WINDOWSTAFF_STEP_MEAN = 2,
  /* The score becomes the value of `parameter`, since the fact that would decide it is empty. */
  WINDOWSTAFF_STEP_CONSTANT = 3,
  /* The score becomes round((parameter * score + second_parameter * quantity) / 100). */
  WINDOWSTAFF_STEP_BLEND = 4,
  /* The score becomes 0 and stays it, since `fact` is `quantity`; `parameter` is the bound, if any. */
  WINDOWSTAFF_STEP_RESET = 5,
  /* Adds `quantity` centipoints of the fact `adjustment`: late records of a sealed month. */
  WINDOWSTAFF_STEP_ADJUSTMENT = 6,
  /* The score is brought into 0...10000. */
  WINDOWSTAFF_STEP_CLAMP = 7,
  /* Changes nothing (centipoints 0): a mean round(quantity / divisor) that enters a later BLEND or MEAN
   * with the weight `parameter`. `fact` is the one summed, `second_fact` the one counted. */
  WINDOWSTAFF_STEP_SOURCE = 8,
  /* Changes nothing (centipoints 0): `quantity` times the value of `parameter` is one term of the sum
   * that a later MEAN divides. */
  WINDOWSTAFF_STEP_TERM = 9
};

/* One line of an explanation. Indices are into the descriptor's tables; -1 is none. */
typedef struct windowstaff_scorer_step {
  uint32_t size; /* filled by the scorer */
  uint32_t kind; /* enum windowstaff_scorer_step_kind */
  int32_t fact;
  int32_t second_fact;
  int32_t parameter;
  int32_t second_parameter;
  int64_t quantity;
  int64_t divisor; /* > 0 in MEAN and SOURCE, else 0 */
  int64_t centipoints;
  const char *clause; /* of the standard, e.g. "9.1.3"; may be null */
} windowstaff_scorer_step;

/* Takes one step; `context` is what the host passed to `explain`. The step is copied. */
typedef void (*windowstaff_scorer_emit)(void *context, const windowstaff_scorer_step *step);

/* What a scorer is. Every pointer is required unless its count is 0. */
typedef struct windowstaff_scorer_descriptor {
  uint32_t abi_version;    /* WINDOWSTAFF_SCORER_ABI_VERSION that it was built with */
  uint32_t size;           /* sizeof(windowstaff_scorer_descriptor), likewise */
  uint32_t parameter_size; /* sizeof(windowstaff_scorer_parameter), likewise */
  uint32_t fact_count;
  uint32_t parameter_count;
  uint32_t flag_count;

  const char *id;      /* the dimension, [a-z][a-z0-9_]{0,31}: `attendance`; weight_<id> is its weight */
  const char *version; /* the scorer's own, e.g. "1.0.0" */
  const char *name_zh;
  const char *name_en;
  const char *clause; /* of the standard, e.g. "12.1.1" */

  /* The facts it reads, by name in the host's catalogue. The name `adjustment` is the sum of the
   * adjustments of this very dimension, in signed centipoints: the scorer adds it before it clamps.
   * `county.<name>` is a whole number that the county imports of its own (records of the kind `facts`,
   * by staff_no, month and name; [a-z][a-z0-9_]{0,31}); it is 0 for a member and month without one. */
  const char *const *facts;
  const windowstaff_scorer_parameter *parameters; /* each parameter_size bytes apart */
  /* The flags it may raise. `veto` makes the month unqualified, whatever the total. */
  const char *const *flags;

  /* Scores all members of the batch. Must not allocate for each member, block, or keep pointers. */
  int32_t (*score)(const windowstaff_scorer_batch *batch);

  /* Explains the score of the batch's one member (member_count is 1; scores and flags are null): calls
   * `emit` for each step, in order, at most WINDOWSTAFF_SCORER_STEPS_MAX times, before it returns. */
  int32_t (*explain)(
      const windowstaff_scorer_batch *batch, windowstaff_scorer_emit emit, void *context);

  /* Checks the scorer against examples of its own: OK, or the number of the example that failed. */
  int32_t (*self_test)(void);
} windowstaff_scorer_descriptor;

/* The one exported symbol. Returns the scorer's descriptor; null when it cannot run on this machine. */
const windowstaff_scorer_descriptor *windowstaff_scorer(void);

#ifdef __cplusplus
}
#endif

#endif
