/* A scorer to begin with: a dimension `template` that takes points for every late arrival. Give it an id,
 * a name and a clause of your own, name the facts that you read and your parameters, and write `appraise`. */
#include <stddef.h>

#include "windowstaff_scorer.h"

#define CLAUSE "12.1"

/* The facts that are read (`windowstaff facts` lists them), in the order of the table. */
enum { LATE, ADJUSTMENT, FACT_COUNT };
static const char *const facts[FACT_COUNT] = {"late", "adjustment"};

/* What a county may set: name, names for people, unit, least, most, default. Points are centipoints. */
enum { POINTS, PARAMETER_COUNT };
static const windowstaff_scorer_parameter parameters[PARAMETER_COUNT] = {
    {"template_late_points", "每次迟到扣分", "points off for a late arrival", WINDOWSTAFF_UNIT_POINTS, 0,
     0, 10000, 200},
};

/* One member's score so far. Every change goes through `change`, which tells it where somebody listens, so
 * that scoring and explaining cannot differ. */
typedef struct ledger {
  int64_t score;
  windowstaff_scorer_emit emit;
  void *context;
} ledger;

static void change(ledger *own, uint32_t kind, int32_t fact, int32_t parameter, int64_t quantity,
                   int64_t centipoints) {
  own->score += centipoints;
  if (!own->emit) return;
  const windowstaff_scorer_step step = {
      .size = sizeof step, .kind = kind, .fact = fact, .second_fact = -1, .parameter = parameter,
      .second_parameter = -1, .quantity = quantity, .centipoints = centipoints, .clause = CLAUSE};
  own->emit(own->context, &step);
}

static void appraise(ledger *own, const windowstaff_scorer_batch *batch, uint64_t member) {
  own->score = 10000;
  int64_t late = batch->facts[LATE][member];
  if (late) {
    change(own, WINDOWSTAFF_STEP_COUNT, LATE, POINTS, late, -late * batch->parameters[POINTS]);
  }
  int64_t adjustment = batch->facts[ADJUSTMENT][member];
  if (adjustment) {
    change(own, WINDOWSTAFF_STEP_ADJUSTMENT, ADJUSTMENT, -1, adjustment, adjustment);
  }
  int64_t clamped = own->score < 0 ? 0 : own->score > 10000 ? 10000 : own->score;
  if (clamped != own->score) change(own, WINDOWSTAFF_STEP_CLAMP, -1, -1, 0, clamped - own->score);
}

static int32_t score(const windowstaff_scorer_batch *batch) {
  for (uint64_t member = 0; member < batch->member_count; member++) {
    ledger own = {0, NULL, NULL};
    appraise(&own, batch, member);
    batch->scores[member] = own.score;
    batch->flags[member] = 0;
  }
  return WINDOWSTAFF_SCORER_OK;
}

static int32_t explain(const windowstaff_scorer_batch *batch, windowstaff_scorer_emit emit,
                       void *context) {
  ledger own = {0, emit, context};
  appraise(&own, batch, 0);
  return WINDOWSTAFF_SCORER_OK;
}

/* The number of the first example that fails, or 0. */
static int32_t self_test(void) {
  const int64_t late = 3, adjustment = 0, values[PARAMETER_COUNT] = {200};
  const int64_t *const columns[FACT_COUNT] = {&late, &adjustment};
  const windowstaff_scorer_batch batch = {
      .size = sizeof batch, .member_count = 1, .facts = columns, .parameters = values};
  ledger own = {0, NULL, NULL};
  appraise(&own, &batch, 0);
  return own.score == 9400 ? WINDOWSTAFF_SCORER_OK : 1;
}

static const windowstaff_scorer_descriptor descriptor = {
    .abi_version = WINDOWSTAFF_SCORER_ABI_VERSION,
    .size = sizeof descriptor,
    .parameter_size = sizeof parameters[0],
    .fact_count = FACT_COUNT,
    .parameter_count = PARAMETER_COUNT,
    .id = "template",
    .version = "1.0.0",
    .name_zh = "模板",
    .name_en = "template",
    .clause = CLAUSE,
    .facts = facts,
    .parameters = parameters,
    .score = score,
    .explain = explain,
    .self_test = self_test,
};

__attribute__((visibility("default")))
const windowstaff_scorer_descriptor *windowstaff_scorer(void) { return &descriptor; }
