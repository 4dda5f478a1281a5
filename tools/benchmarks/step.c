// step STORE ROWS: how long SQLite itself takes to step through what an appraisal reads.
//
// Prints microseconds of wall time and of CPU time: for the stored rows as they are, then for the
// same with a row a punch instead of a row a member's month. ROWS is the database of these; it is made at the first
// call. Nothing is done with a row: no program that reads them can be faster.
#define _POSIX_C_SOURCE 199309L
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const tables[] = {
    "staff", "calendar", "schedules", "leaves", "corrections", "incidents", "cases", "inspections",
    "ratings", "complaints", "training_attendance", "exams", "reviews", "adjustments"};

static void check(int code, sqlite3 *db) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  fprintf(stderr, "step: %s\n", sqlite3_errmsg(db));
  exit(1);
}

static sqlite3 *open_database(const char *path, int flags) {
  sqlite3 *db;
  check(sqlite3_open_v2(path, &db, flags, NULL), db);
  return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), db);
  return statement;
}

static void step_through(sqlite3 *db, const char *table) {
  char sql[64];
  snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
  sqlite3_stmt *rows = prepare(db, sql);
  int code;
  while ((code = sqlite3_step(rows)) == SQLITE_ROW) continue;
  check(code, db);
  sqlite3_finalize(rows);
}

static uint64_t number(const uint8_t **at) {
  uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    uint8_t byte = *(*at)++;
    value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

// Writes a row a punch from the packed months (see PunchBlob.swift).
static void unpack(sqlite3 *store, sqlite3 *rows) {
  check(sqlite3_exec(rows,
                     "CREATE TABLE punches (staff bigint, at bigint, device bigint, method bigint, "
                     "PRIMARY KEY (staff, at, device)) WITHOUT ROWID; BEGIN",
                     NULL, NULL, NULL),
        rows);
  sqlite3_stmt *months = prepare(store, "SELECT id, count, punches FROM punch_months ORDER BY id");
  sqlite3_stmt *insert = prepare(rows, "INSERT INTO punches VALUES (?, ?, ?, ?)");
  while (sqlite3_step(months) == SQLITE_ROW) {
    const uint8_t *at = sqlite3_column_blob(months, 2);
    sqlite3_int64 time = 0, device = 0;
    for (int left = sqlite3_column_int(months, 1); left > 0; left--) {
      uint64_t head = number(&at);
      if (!(head & 4)) device = (sqlite3_int64)number(&at);
      time += (sqlite3_int64)(head >> 3);
      sqlite3_bind_int64(insert, 1, sqlite3_column_int64(months, 0));
      sqlite3_bind_int64(insert, 2, time);
      sqlite3_bind_int64(insert, 3, device);
      sqlite3_bind_int64(insert, 4, (sqlite3_int64)(head & 3));
      check(sqlite3_step(insert), rows);
      sqlite3_reset(insert);
    }
  }
  sqlite3_finalize(months);
  sqlite3_finalize(insert);
  check(sqlite3_exec(rows, "COMMIT", NULL, NULL, NULL), rows);
}

struct moment {
  long long wall, cpu;
};

static long long microseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static struct moment moment(void) {
  return (struct moment){microseconds(CLOCK_MONOTONIC), microseconds(CLOCK_PROCESS_CPUTIME_ID)};
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: step STORE ROWS\n");
    return 64;
  }
  sqlite3 *store = open_database(arguments[1], SQLITE_OPEN_READONLY);
  sqlite3 *rows = open_database(arguments[2], SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3_stmt *made = prepare(rows, "SELECT 1 FROM sqlite_schema WHERE name = 'punches'");
  int is_made = sqlite3_step(made) == SQLITE_ROW;
  sqlite3_finalize(made);
  if (!is_made) unpack(store, rows);

  struct moment start = moment();
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) step_through(store, tables[i]);
  struct moment common = moment();
  step_through(store, "punch_months");
  struct moment packed = moment();
  step_through(rows, "punches");
  struct moment single = moment();
  printf("%lld %lld %lld %lld\n", packed.wall - start.wall, packed.cpu - start.cpu,
         common.wall - start.wall + single.wall - packed.wall,
         common.cpu - start.cpu + single.cpu - packed.cpu);
  sqlite3_close(store);
  sqlite3_close(rows);
  return 0;
}
