// What both load clients share: options, clocks, and the line that they print.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  const char *socket, *method;
  int in_flight, connections, body_bytes, messages, server;
  double seconds, warm_up;
} options;

// LOAD SOCKET METHOD IN_FLIGHT CONNECTIONS BODY_BYTES SECONDS SERVER_PID [MESSAGES_A_STREAM]
static inline options read_options(int count, char **arguments) {
  if (count < 8) {
    fprintf(stderr, "usage: load SOCKET METHOD IN_FLIGHT CONNECTIONS BODY SECONDS PID [MESSAGES]\n");
    exit(64);
  }
  options o = {arguments[1], arguments[2], atoi(arguments[3]), atoi(arguments[4]),
               atoi(arguments[5]), 0, atoi(arguments[7]), atof(arguments[6]), 0.3};
  if (count > 8) o.messages = atoi(arguments[8]);
  if (o.connections > o.in_flight) o.connections = o.in_flight;
  return o;
}

static inline uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

// CPU seconds of a process so far: those of its threads, in nanoseconds where the kernel has them.
static inline double cpu_of(int process) {
  clockid_t clock;
  struct timespec t;
  if (clock_getcpuclockid(process, &clock) || clock_gettime(clock, &t)) return 0;
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// The request: count (for streams), then a body.
static inline size_t write_payload(uint8_t *out, const options *o) {
  size_t size = 0;
  if (o->messages) {
    out[size++] = 8;
    uint32_t rest = (uint32_t)o->messages;
    for (; rest >= 128; rest >>= 7) out[size++] = (uint8_t)(rest | 128);
    out[size++] = (uint8_t)rest;
  }
  out[size++] = 18;
  uint32_t rest = (uint32_t)o->body_bytes;
  for (; rest >= 128; rest >>= 7) out[size++] = (uint8_t)(rest | 128);
  out[size++] = (uint8_t)rest;
  memset(out + size, 'x', (size_t)o->body_bytes);
  return size + (size_t)o->body_bytes;
}

static uint64_t *latencies;
static size_t latency_count, latency_room;

static inline void record(uint64_t ns) {
  if (latency_count == latency_room) {
    latency_room = latency_room ? latency_room * 2 : 1 << 20;
    latencies = (uint64_t *)realloc(latencies, latency_room * sizeof *latencies);
  }
  latencies[latency_count++] = ns;
}

static inline int by_size(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

// Calls a second, p50 and p99 in microseconds, the server's CPU microseconds a call. Of streams: a
// message.
static inline int report(const options *o, double seconds, double cpu, uint64_t errors) {
  if (!latency_count) {
    fprintf(stderr, "no call ended\n");
    return 1;
  }
  qsort(latencies, latency_count, sizeof *latencies, by_size);
  double each = o->messages ? o->messages : 1;
  printf("%.0f %.1f %.1f %.2f\n", (double)latency_count * each / seconds,
         (double)latencies[latency_count / 2] / 1e3,
         (double)latencies[(size_t)((double)latency_count * 0.99)] / 1e3,
         cpu * 1e6 / ((double)latency_count * each));
  if (errors) fprintf(stderr, "%llu calls failed\n", (unsigned long long)errors);
  return errors != 0;
}
