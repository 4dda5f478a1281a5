/* Bonus points with a cap: a dimension of a county's own. Commendations and proposals that were taken up
 * (county facts) give points; a month without any scores `bonus_base_points`. */
#include <stddef.h>

#include "windowstaff_scorer.h"

#define CLAUSE "12.3"

enum { COMMENDATIONS, PROPOSALS, ADJUSTMENT, FACT_COUNT };
static const char *const facts[FACT_COUNT] = {
    "county.commendations", "county.proposals", "adjustment"};

enum { BASE, COMMENDATION, PROPOSAL, CAP, PARAMETER_COUNT };
static const windowstaff_scorer_parameter parameters[PARAMETER_COUNT] = {
    {"bonus_base_points", "加分项基础分", "points of a month without any bonus",
     WINDOWSTAFF_UNIT_POINTS, 0, 0, 10000, 6000},
    {"commendation_points", "每次表扬加分", "points added for a commendation",
     WINDOWSTAFF_UNIT_POINTS, 0, 0, 10000, 1000},
    {"proposal_points", "每条采纳建议加分", "points added for a proposal that was taken up",
     WINDOWSTAFF_UNIT_POINTS, 0, 0, 10000, 500},
    {"bonus_cap_points", "加分上限", "most points that a month can add", WINDOWSTAFF_UNIT_POINTS, 0, 0,
     10000, 3000},
};

/* One member's score so far; every change is told where somebody listens, so that scoring and explaining
 * cannot differ. */
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

static int64_t within(int64_t value, int64_t low, int64_t high) {
  return value < low ? low : value > high ? high : value;
}

/* As many of the fact as bring points until the cap is reached; returns the points. */
static int64_t add(ledger *own, int32_t fact, int32_t parameter, int64_t quantity, int64_t value,
                   int64_t left) {
  if (quantity <= 0 || value <= 0) return 0;
  int64_t counted = within(quantity, 0, left / value);
  if (counted > 0) change(own, WINDOWSTAFF_STEP_COUNT, fact, parameter, counted, counted * value);
  return counted * value;
}

static void appraise(ledger *own, const windowstaff_scorer_batch *batch, uint64_t member) {
  const int64_t *values = batch->parameters;
  own->score = 10000;
  change(own, WINDOWSTAFF_STEP_CONSTANT, COMMENDATIONS, BASE, 0, values[BASE] - own->score);
  int64_t left = values[CAP];
  left -= add(own, COMMENDATIONS, COMMENDATION, batch->facts[COMMENDATIONS][member],
              values[COMMENDATION], left);
  add(own, PROPOSALS, PROPOSAL, batch->facts[PROPOSALS][member], values[PROPOSAL], left);
  int64_t adjustment = batch->facts[ADJUSTMENT][member];
  if (adjustment) {
    change(own, WINDOWSTAFF_STEP_ADJUSTMENT, ADJUSTMENT, -1, adjustment, adjustment);
  }
  int64_t clamped = within(own->score, 0, 10000);
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

/* The score with the defaults. */
static int64_t example(int64_t commendations, int64_t proposals) {
  const int64_t adjustment = 0;
  const int64_t *const columns[FACT_COUNT] = {&commendations, &proposals, &adjustment};
  int64_t values[PARAMETER_COUNT];
  for (int place = 0; place < PARAMETER_COUNT; place++) {
    values[place] = parameters[place].default_value;
  }
  const windowstaff_scorer_batch batch = {
      .size = sizeof batch, .member_count = 1, .facts = columns, .parameters = values};
  ledger own = {0, NULL, NULL};
  appraise(&own, &batch, 0);
  return own.score;
}

static int32_t self_test(void) {
  if (example(0, 0) != 6000) return 1;
  if (example(2, 1) != 8500) return 2;
  if (example(9, 9) != 9000) return 3;
  return WINDOWSTAFF_SCORER_OK;
}

static const windowstaff_scorer_descriptor descriptor = {
    .abi_version = WINDOWSTAFF_SCORER_ABI_VERSION,
    .size = sizeof descriptor,
    .parameter_size = sizeof parameters[0],
    .fact_count = FACT_COUNT,
    .parameter_count = PARAMETER_COUNT,
    .id = "bonus",
    .version = "1.0.0",
    .name_zh = "加分项",
    .name_en = "bonus",
    .clause = CLAUSE,
    .facts = facts,
    .parameters = parameters,
    .score = score,
    .explain = explain,
    .self_test = self_test,
};

__attribute__((visibility("default")))
const windowstaff_scorer_descriptor *windowstaff_scorer(void) { return &descriptor; }
