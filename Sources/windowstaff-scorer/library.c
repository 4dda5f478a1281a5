/* Loads scorers and calls them. What they say is written down as it stands: the host judges it. A pointer
 * that leads nowhere ends the process here, and the host knows of which scorer. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "child.h"

const void *mapped_facts(void);

static const windowstaff_scorer_descriptor *scorers[SCORER_LIBRARIES_MAX];

static scorer_message reply(uint32_t kind, int64_t value) {
  return (scorer_message){kind, status_page->library, value};
}

/* Where the next part of a description goes. */
static unsigned char *next;

static void put(const void *bytes, size_t count) {
  if (next + count > output_area + SCORER_OUTPUT_BYTES) return;
  memcpy(next, bytes, count);
  next += count;
}

static void put_word(uint32_t word) { put(&word, sizeof word); }

static void put_text(const char *text) {
  if (!text) return put_word(SCORER_TEXT_NULL);
  uint32_t length = (uint32_t)strnlen(text, SCORER_TEXT_MAX);
  put_word(length);
  put(text, length);
}

/* A table's count, then its entries; a table that is too long or null is left out. */
static int has_table(const void *table, uint32_t count, uint32_t most) {
  put_word(count);
  return count <= most && table;
}

static void put_names(const char *const *names, uint32_t count, uint32_t most) {
  if (!has_table(names, count, most)) return;
  for (uint32_t index = 0; index < count; index++) put_text(names[index]);
}

static void put_parameters(const windowstaff_scorer_descriptor *scorer) {
  if (!has_table(scorer->parameters, scorer->parameter_count, WINDOWSTAFF_SCORER_PARAMETERS_MAX)) {
    return;
  }
  for (uint32_t index = 0; index < scorer->parameter_count; index++) {
    windowstaff_scorer_parameter parameter;
    memcpy(&parameter, (const char *)scorer->parameters + (size_t)index * scorer->parameter_size,
           sizeof parameter);
    put_text(parameter.name);
    put_text(parameter.name_zh);
    put_text(parameter.name_en);
    put_word(parameter.unit);
    put(&parameter.minimum, 3 * sizeof(int64_t));
  }
}

static void describe(const windowstaff_scorer_descriptor *scorer) {
  put_word((scorer->score ? 1 : 0) | (scorer->explain ? 2 : 0) | (scorer->self_test ? 4 : 0));
  put_text(scorer->id);
  put_text(scorer->version);
  put_text(scorer->name_zh);
  put_text(scorer->name_en);
  put_text(scorer->clause);
  put_names(scorer->facts, scorer->fact_count, WINDOWSTAFF_SCORER_FACTS_MAX);
  put_names(scorer->flags, scorer->flag_count, WINDOWSTAFF_SCORER_FLAGS_MAX);
  put_parameters(scorer);
}

/* The rest may be read only when these are right. */
static int is_readable(const windowstaff_scorer_descriptor *scorer) {
  return scorer->abi_version >> 16 == WINDOWSTAFF_SCORER_ABI_VERSION >> 16
      && scorer->size >= sizeof *scorer
      && scorer->parameter_size >= sizeof(windowstaff_scorer_parameter)
      && scorer->parameter_size % 8 == 0;
}

scorer_message load_library(uint32_t index) {
  if (index >= SCORER_LIBRARIES_MAX) return reply(SCORER_REPLY_NOT_LOADABLE, 0);
  /* Each its own name, or the loader would take the second for the first. The host's file is opened in
   * its place; see sandbox.c. */
  char path[32];
  snprintf(path, sizeof path, "/scorer/%u", index);
  next = output_area;
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char *reason = dlerror();
    put(reason, reason ? strnlen(reason, SCORER_TEXT_MAX) : 0);
    return reply(SCORER_REPLY_NOT_LOADABLE, next - output_area);
  }
  const windowstaff_scorer_descriptor *(*entry)(void);
  *(void **)&entry = dlsym(handle, "windowstaff_scorer");
  const windowstaff_scorer_descriptor *scorer = entry ? entry() : NULL;
  if (!scorer) return reply(SCORER_REPLY_NO_ENTRY, 0);
  put_word(scorer->abi_version);
  put_word(scorer->size);
  put_word(scorer->parameter_size);
  if (!is_readable(scorer)) return reply(SCORER_REPLY_VERSION, next - output_area);
  describe(scorer);
  scorers[index] = scorer;
  return reply(SCORER_REPLY_OK, next - output_area);
}

scorer_message self_test(uint32_t index) {
  return reply(SCORER_REPLY_OK, scorers[index]->self_test());
}

scorer_message score(void) {
  const int64_t *word = request_area;
  int64_t members = *word++;
  int64_t batches = *word++;
  int64_t *scores = (int64_t *)output_area;
  uint32_t *flags = (uint32_t *)(scores + members * batches);
  for (int64_t place = 0; place < batches; place++) {
    scorer_batch_request head;
    memcpy(&head, word, sizeof head);
    word += sizeof head / sizeof *word;
    const int64_t *columns[WINDOWSTAFF_SCORER_FACTS_MAX + 1] = {0};
    for (int64_t fact = 0; fact < head.fact_count; fact++) {
      columns[fact] = (const int64_t *)((const char *)mapped_facts() + *word++);
    }
    const windowstaff_scorer_batch batch = {
        .size = sizeof batch, .member_count = (uint64_t)members, .facts = columns,
        .parameters = word, .scores = scores + place * members, .flags = flags + place * members};
    word += head.parameter_count;
    status_page->library = (uint32_t)head.library;
    int32_t failure = scorers[head.library]->score(&batch);
    if (failure != WINDOWSTAFF_SCORER_OK) return reply(SCORER_REPLY_FAILED, failure);
  }
  return reply(SCORER_REPLY_OK, 0);
}

/* Steps as they come; more than may be are counted and not kept. */
static uint32_t step_count;
static int has_bad_step;

static void take_step(void *context, const windowstaff_scorer_step *step) {
  (void)context;
  if (!step || step->size < sizeof *step || step_count >= WINDOWSTAFF_SCORER_STEPS_MAX) {
    has_bad_step = 1;
    return;
  }
  scorer_told_step *told = (scorer_told_step *)output_area + step_count++;
  memset(told, 0, sizeof *told);
  told->step = *step;
  told->has_clause = step->clause != NULL;
  if (step->clause) {
    memcpy(told->clause, step->clause, strnlen(step->clause, sizeof told->clause - 1));
  }
}

scorer_message explain(void) {
  scorer_batch_request head;
  const int64_t *word = request_area + 2;
  memcpy(&head, word, sizeof head);
  word += sizeof head / sizeof *word;
  const int64_t *columns[WINDOWSTAFF_SCORER_FACTS_MAX + 1] = {0};
  for (int64_t fact = 0; fact < head.fact_count; fact++) columns[fact] = word++;
  const windowstaff_scorer_batch batch = {
      .size = sizeof batch, .member_count = 1, .facts = columns, .parameters = word};
  step_count = 0;
  has_bad_step = 0;
  status_page->library = (uint32_t)head.library;
  int32_t failure = scorers[head.library]->explain(&batch, take_step, NULL);
  if (failure != WINDOWSTAFF_SCORER_OK) return reply(SCORER_REPLY_FAILED, failure);
  if (has_bad_step) return reply(SCORER_REPLY_BAD_STEPS, step_count);
  return reply(SCORER_REPLY_OK, step_count);
}
