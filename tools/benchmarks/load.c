// A client of many ttrpc connections with many unary calls under way on each, in one thread.
//
//   load SOCKET SERVICE METHOD REQUEST_HEX COUNTY CONNECTIONS CALLS SECONDS SLOW_PERCENT
//
// Each call that ends begins anew, at once, or, when it is refused, after the pause that the server
// names (google.rpc.RetryInfo). SLOW_PERCENT of the connections misbehave in turn: they call and
// never read, read one byte a second, or stop in the middle of a frame. Only the others' calls are
// measured. Prints how calls ended, by gRPC's status, and how long those took that went well.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { CALLS_MAX = 1024, STATUS_COUNT = 17, BUCKETS = 4000, PAUSES = 3, BUFFER = 1 << 16 };
enum kind { HEALTHY, NEVER_READS, DRIPS, HALF_FRAME };

struct connection {
  int fd;
  enum kind kind;
  uint32_t next_stream;
  // By slot: the stream that is under way (0: none), since when, and when to begin again.
  uint32_t stream[CALLS_MAX];
  uint64_t begun[CALLS_MAX], due[CALLS_MAX];
  uint8_t *out, *in;
  size_t out_count, in_count, in_size;
};

static uint8_t request[4096];
static size_t request_count;
static int calls;
static uint64_t ended[STATUS_COUNT], closed_count, unknown_frames, buckets[BUCKETS], measured;

static uint64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

// Buckets of 2.5 % each from 1 us.
static int bucket_of(uint64_t us) {
  int bucket = 0;
  for (double bound = 1; bound < (double)us && bucket < BUCKETS - 1; bound *= 1.025) bucket++;
  return bucket;
}

static double percentile(double part) {
  uint64_t wanted = (uint64_t)(part * (double)measured), seen = 0;
  double bound = 1;
  for (int i = 0; i < BUCKETS; i++, bound *= 1.025)
    if ((seen += buckets[i]) > wanted) return bound;
  return bound;
}

static size_t put_varint(uint8_t *out, uint64_t value) {
  size_t n = 0;
  for (; value >= 0x80; value >>= 7) out[n++] = (uint8_t)value | 0x80;
  out[n++] = (uint8_t)value;
  return n;
}

static void put_field(int number, const void *bytes, size_t count) {
  request[request_count++] = (uint8_t)(number << 3 | 2);
  request_count += put_varint(request + request_count, count);
  memcpy(request + request_count, bytes, count);
  request_count += count;
}

static void make_request(const char *service, const char *method, const char *hex, const char *county) {
  uint8_t payload[1024], pair[256];
  size_t count = strlen(hex) / 2, n = 0;
  for (size_t i = 0; i < count && i < sizeof payload; i++) sscanf(hex + 2 * i, "%2hhx", &payload[i]);
  put_field(1, service, strlen(service));
  put_field(2, method, strlen(method));
  put_field(3, payload, count);
  n += (size_t)snprintf((char *)pair, sizeof pair, "\x0a\x06" "county\x12%c%s", (int)strlen(county), county);
  put_field(5, pair, n);
}

static void watch(int epoll, struct connection *c, int op) {
  struct epoll_event event = {.data.ptr = c};
  event.events = (c->kind == HEALTHY ? EPOLLIN : 0) | (c->out_count ? EPOLLOUT : 0);
  epoll_ctl(epoll, op, c->fd, &event);
}

static void flush(int epoll, struct connection *c) {
  size_t before = c->out_count;
  while (c->out_count) {
    ssize_t n = send(c->fd, c->out, c->out_count, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n <= 0) break;
    memmove(c->out, c->out + n, c->out_count - (size_t)n);
    c->out_count -= (size_t)n;
  }
  if (before) watch(epoll, c, EPOLL_CTL_MOD);
}

// Begins a call in the slot where there is room to write it.
static void begin(struct connection *c, int slot, uint64_t now) {
  if (c->out_count + 10 + request_count > BUFFER) {
    c->due[slot] = now;
    return;
  }
  uint8_t *head = c->out + c->out_count;
  uint32_t length = htobe32((uint32_t)request_count), stream = htobe32(c->next_stream);
  memcpy(head, &length, 4);
  memcpy(head + 4, &stream, 4);
  head[8] = 1;
  head[9] = 0;
  memcpy(head + 10, request, request_count);
  c->out_count += 10 + request_count;
  c->stream[slot] = c->next_stream;
  c->begun[slot] = now;
  c->due[slot] = 0;
  c->next_stream += 2;
}

struct field {
  uint32_t number;
  uint64_t value;
  const uint8_t *bytes;
};

// The next field of a message that is well formed, as the server's are; false at its end.
static int next_field(const uint8_t **at, const uint8_t *end, struct field *field) {
  uint64_t numbers[2] = {0, 0};
  for (int i = 0; i < 2; i++) {
    int shift = 0;
    do {
      if (*at >= end) return 0;
      numbers[i] |= (uint64_t)(**at & 0x7f) << shift;
      shift += 7;
    } while (*(*at)++ & 0x80);
  }
  field->number = (uint32_t)(numbers[0] >> 3);
  field->value = numbers[1];
  field->bytes = *at;
  if ((numbers[0] & 7) == 2) *at += numbers[1];
  return 1;
}

// The pause of a status's RetryInfo in microseconds; 0 without one.
static uint64_t pause_of(const uint8_t *at, const uint8_t *end) {
  struct field detail, any, info, part;
  uint64_t us = 0;
  while (next_field(&at, end, &detail)) {
    if (detail.number != 3) continue;
    const uint8_t *a = detail.bytes, *a_end = a + detail.value;
    int is_retry = 0;
    while (next_field(&a, a_end, &any)) {
      if (any.number == 1) is_retry = memmem(any.bytes, any.value, "RetryInfo", 9) != NULL;
      if (any.number != 2 || !is_retry) continue;
      const uint8_t *i = any.bytes, *i_end = i + any.value;
      if (!next_field(&i, i_end, &info)) continue;
      const uint8_t *d = info.bytes, *d_end = d + info.value;
      while (next_field(&d, d_end, &part)) us += part.number == 1 ? part.value * 1000000 : part.value / 1000;
    }
  }
  return us;
}

static void ended_call(struct connection *c, const uint8_t *frame, size_t count, uint64_t now) {
  uint32_t stream;
  memcpy(&stream, frame + 4, 4);
  stream = be32toh(stream);
  int slot = 0;
  while (slot < calls && c->stream[slot] != stream) slot++;
  if (frame[8] != 2 || slot == calls) {
    unknown_frames++;
    return;
  }
  const uint8_t *at = frame + 10, *end = at + count;
  struct field field, part;
  uint64_t code = 0, pause = 0;
  while (next_field(&at, end, &field)) {
    if (field.number != 1) continue;
    const uint8_t *s = field.bytes, *s_end = s + field.value;
    pause = pause_of(s, s_end);
    while (next_field(&s, s_end, &part))
      if (part.number == 1) code = part.value;
  }
  ended[code < STATUS_COUNT ? code : 2]++;
  if (code == 0) {
    buckets[bucket_of(now - c->begun[slot])]++;
    measured++;
  }
  c->stream[slot] = 0;
  if (pause) c->due[slot] = now + pause;
  else begin(c, slot, now);
}

static void receive(int epoll, struct connection *c) {
  for (;;) {
    if (c->in_size - c->in_count < BUFFER) c->in = realloc(c->in, c->in_size += BUFFER);
    ssize_t n = recv(c->fd, c->in + c->in_count, c->in_size - c->in_count, MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN) break;
    if (n <= 0) {
      closed_count++;
      close(c->fd);
      c->fd = -1;
      return;
    }
    c->in_count += (size_t)n;
    uint64_t now = now_us();
    size_t at = 0;
    while (c->in_count - at >= 10) {
      uint32_t length;
      memcpy(&length, c->in + at, 4);
      length = be32toh(length);
      if (c->in_count - at < 10 + length) break;
      ended_call(c, c->in + at, length, now);
      at += 10 + length;
    }
    memmove(c->in, c->in + at, c->in_count - at);
    c->in_count -= at;
  }
  flush(epoll, c);
}

static void open_connection(int epoll, struct connection *c, const char *path, enum kind kind) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  c->fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&address, sizeof address)) {
    perror("load: connect");
    exit(1);
  }
  c->kind = kind;
  c->next_stream = 1;
  c->out = malloc(BUFFER);
  watch(epoll, c, EPOLL_CTL_ADD);
  uint64_t now = now_us();
  for (int slot = 0; slot < (kind == HALF_FRAME ? 1 : calls); slot++) begin(c, slot, now);
  if (kind == HALF_FRAME) c->out_count /= 2;
}

// Begins what is due; lets those who drip read their byte.
static void tick(int epoll, struct connection *all, int count, int drips) {
  uint64_t now = now_us();
  for (int i = 0; i < count; i++) {
    struct connection *c = &all[i];
    uint8_t byte;
    if (c->fd < 0) continue;
    if (c->kind == DRIPS && drips) (void)!recv(c->fd, &byte, 1, MSG_DONTWAIT);
    if (c->kind == HEALTHY)
      for (int slot = 0; slot < calls; slot++)
        if (c->due[slot] && c->due[slot] <= now) begin(c, slot, now);
    // Those who do not read call on, as long as the server takes it.
    if (c->kind == NEVER_READS || c->kind == DRIPS)
      while (c->out_count + 10 + request_count <= BUFFER) begin(c, 0, now);
    flush(epoll, c);
  }
}

int main(int argc, char **argv) {
  if (argc != 10) {
    fprintf(stderr, "load: wrong arguments; see the file's head\n");
    return 64;
  }
  int count = atoi(argv[6]), slow = atoi(argv[9]);
  double seconds = atof(argv[8]);
  calls = atoi(argv[7]);
  if (count < 1 || calls < 1 || calls > CALLS_MAX || slow < 0 || slow > 100) return 64;
  make_request(argv[2], argv[3], argv[4], argv[5]);
  struct rlimit files = {(rlim_t)count + 64, (rlim_t)count + 64};
  if (setrlimit(RLIMIT_NOFILE, &files)) perror("load: file limit");
  struct connection *all = calloc((size_t)count, sizeof *all);
  int epoll = epoll_create1(0), unhealthy = 0;
  for (int i = 0; i < count; i++) {
    enum kind kind = HEALTHY;
    if (i % 100 < slow) kind = (enum kind)(1 + unhealthy++ % 3);
    open_connection(epoll, &all[i], argv[1], kind);
  }
  uint64_t start = now_us(), end = start + (uint64_t)(seconds * 1e6), last_tick = 0, last_drip = start;
  struct epoll_event events[256];
  for (uint64_t now = start; now < end; now = now_us()) {
    int ready = epoll_wait(epoll, events, 256, 5);
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      if (c->fd < 0) continue;
      if (events[i].events & EPOLLIN) receive(epoll, c);
      else if (events[i].events & (EPOLLHUP | EPOLLERR)) close(c->fd), c->fd = -1;
      if (c->fd >= 0 && events[i].events & EPOLLOUT) flush(epoll, c);
    }
    if (now - last_tick < 5000) continue;
    tick(epoll, all, count, now - last_drip > 1000000);
    if (now - last_drip > 1000000) last_drip = now;
    last_tick = now;
  }
  printf("%d connections (%d misbehave), %d calls each: %.0f answers/s, p50 %.1f ms, p99 %.1f ms\n", count,
         unhealthy, calls, (double)measured / seconds, percentile(.5) / 1e3, percentile(.99) / 1e3);
  for (int code = 0; code < STATUS_COUNT; code++)
    if (ended[code]) printf("  status %d: %llu\n", code, (unsigned long long)ended[code]);
  printf("  connections closed by the server: %llu, frames of no call: %llu\n",
         (unsigned long long)closed_count, (unsigned long long)unknown_frames);
  return 0;
}
