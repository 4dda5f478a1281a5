// columns MEMBERS COLUMNS ROUNDS: what the score stage reads and writes, and nothing else.
//
// Prints microseconds a round: reads so many columns of 64-bit facts of all members, and writes a
// score in seven columns, a total and flags; then of these writes the rows of a result: the same
// columns again, with rank, grade, member and centre. Blocks of members as the program's own, so
// that what was just read is still at hand. No program that does it can be faster by much.
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DIMENSIONS = 7, BLOCK = 2048 };

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

// Touched, so that no round pays for the system's pages.
static void *memory(size_t bytes) {
  void *made = malloc(bytes);
  if (!made) exit(1);
  memset(made, 1, bytes);
  return made;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: columns MEMBERS COLUMNS ROUNDS\n");
    return 64;
  }
  size_t members = strtoul(arguments[1], NULL, 10);
  size_t columns = strtoul(arguments[2], NULL, 10);
  int rounds = atoi(arguments[3]);
  int64_t *facts = memory(members * columns * 8);
  int64_t *scores = memory(members * DIMENSIONS * 8), *totals = memory(members * 8);
  int64_t *rows = memory(members * (DIMENSIONS + 4) * 8);
  uint32_t *flags = memory(members * 4), *row_flags = memory(members * 4);
  uint8_t *grades = memory(members);
  for (int round = 0; round < rounds; round++) {
    long long start = now();
    for (size_t first = 0; first < members; first += BLOCK) {
      size_t end = first + BLOCK < members ? first + BLOCK : members;
      memset(totals + first, 0, (end - first) * 8);
      for (size_t column = 0; column < columns; column++) {
        const int64_t *fact = facts + column * members;
        int64_t *score = scores + column % DIMENSIONS * members;
        // The first of a dimension's facts writes its score, the others add to it.
        if (column < DIMENSIONS) {
          for (size_t i = first; i < end; i++) score[i] = fact[i];
        } else {
          for (size_t i = first; i < end; i++) score[i] += fact[i];
        }
      }
      for (size_t dimension = 0; dimension < DIMENSIONS; dimension++) {
        const int64_t *score = scores + dimension * members;
        for (size_t i = first; i < end; i++) totals[i] += score[i];
      }
      for (size_t i = first; i < end; i++) flags[i] = totals[i] == 0;
    }
    long long scored = now();
    for (size_t dimension = 0; dimension < DIMENSIONS; dimension++) {
      memcpy(rows + dimension * members, scores + dimension * members, members * 8);
    }
    int64_t *more = rows + DIMENSIONS * members;
    for (size_t i = 0; i < members; i++) {
      more[i] = totals[i];
      more[members + i] = more[2 * members + i] = more[3 * members + i] = (int64_t)i;
      row_flags[i] = flags[i];
      grades[i] = totals[i] > 6000;
    }
    long long ranked = now();
    printf("%lld %lld\n", scored - start, ranked - scored);
  }
  return 0;
}
