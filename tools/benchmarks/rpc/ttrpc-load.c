// A load client of ttrpc that is cheap enough not to be what is measured: one thread, one request
// encoded once, writes joined.
#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "measure.h"

typedef struct {
  int descriptor;
  uint32_t next_id;
  int window;         // calls in flight
  uint64_t *started;  // by stream id / 2, modulo room
  uint32_t room;
  uint8_t *out, *in;
  size_t out_end, out_start, out_room, in_end, in_room;
} connection;

static uint8_t *request;
static size_t request_bytes;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void put_u32(uint8_t *p, uint32_t v) {
  for (int i = 3; i >= 0; i--, v >>= 8) p[i] = (uint8_t)v;
}

static uint32_t u32(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static size_t put_field(uint8_t *p, int number, const void *bytes, size_t count) {
  size_t n = 0, rest = count;
  p[n++] = (uint8_t)(number << 3 | 2);
  for (; rest >= 128; rest >>= 7) p[n++] = (uint8_t)(rest | 128);
  p[n++] = (uint8_t)rest;
  memcpy(p + n, bytes, count);
  return n + count;
}

static void encode_request(const options *o) {
  uint8_t *payload = malloc((size_t)o->body_bytes + 32);
  size_t count = write_payload(payload, o);
  request = malloc(count + 128);
  size_t n = 10;
  n += put_field(request + n, 1, "bench.Echo", 10);
  n += put_field(request + n, 2, o->method, strlen(o->method));
  n += put_field(request + n, 3, payload, count);
  put_u32(request, (uint32_t)(n - 10));
  request[8] = 1;
  request[9] = o->messages ? 1 : 0;  // of a stream: the client sends no more
  request_bytes = n;
  free(payload);
}

static void open_connection(connection *c, const options *o, int number, int poll) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, o->socket, sizeof address.sun_path - 1);
  c->descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(c->descriptor, (void *)&address, sizeof address)) fail("connect");
  fcntl(c->descriptor, F_SETFL, O_NONBLOCK);
  c->next_id = 1;
  c->window = o->in_flight / o->connections + (number < o->in_flight % o->connections);
  c->room = (uint32_t)c->window * 4096;  // answers may come in any order
  c->started = calloc(c->room, sizeof *c->started);
  c->out_room = request_bytes * (size_t)(c->window + 1);
  c->out = malloc(c->out_room);
  c->in_room = 1 << 20;
  c->in = malloc(c->in_room);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
  epoll_ctl(poll, EPOLL_CTL_ADD, c->descriptor, &event);
}

static void call(connection *c) {
  if (c->out_end + request_bytes > c->out_room) {
    memmove(c->out, c->out + c->out_start, c->out_end - c->out_start);
    c->out_end -= c->out_start;
    c->out_start = 0;
  }
  uint8_t *p = c->out + c->out_end;
  memcpy(p, request, request_bytes);
  put_u32(p + 4, c->next_id);
  c->started[(c->next_id >> 1) % c->room] = now_ns();
  c->next_id += 2;
  c->out_end += request_bytes;
}

static void send_calls(connection *c) {
  while (c->out_start < c->out_end) {
    ssize_t n = send(c->descriptor, c->out + c->out_start, c->out_end - c->out_start, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) return;
    if (n < 0) fail("send");
    c->out_start += (size_t)n;
  }
  c->out_start = c->out_end = 0;
}

// Whether a frame ends its call: an answer, or the end of a stream's data.
static int ends_call(const uint8_t *frame) { return frame[8] == 2 || (frame[8] == 3 && frame[9] & 1); }

// An answer is an error when its status (field 1) has a code (field 1) other than 0.
static int is_error(const uint8_t *frame, size_t count) {
  return frame[8] == 2 && count >= 4 && frame[10] == 0x0a && frame[11] && frame[12] == 8 && frame[13];
}

int main(int count, char **arguments) {
  options o = read_options(count, arguments);
  encode_request(&o);
  int poll = epoll_create1(0);
  connection *all = calloc((size_t)o.connections, sizeof *all);
  for (int i = 0; i < o.connections; i++) open_connection(&all[i], &o, i, poll);
  uint64_t from = now_ns() + (uint64_t)(o.warm_up * 1e9), last = from, now = 0, errors = 0;
  uint64_t end = from + (uint64_t)(o.seconds * 1e9);
  double cpu = -1;
  for (int i = 0; i < o.connections; i++) {
    for (int k = 0; k < all[i].window; k++) call(&all[i]);
    send_calls(&all[i]);
  }
  while ((now = now_ns()) < end) {
    if (cpu < 0 && now >= from) cpu = cpu_of(o.server);
    struct epoll_event events[64];
    int ready = epoll_wait(poll, events, 64, 5000);
    if (ready == 0) fail("no answer for 5 s");
    for (int i = 0; i < ready; i++) {
      connection *c = events[i].data.ptr;
      if (events[i].events & EPOLLOUT) send_calls(c);
      for (;;) {
        ssize_t n = recv(c->descriptor, c->in + c->in_end, c->in_room - c->in_end, 0);
        if (n < 0 && errno == EAGAIN) break;
        if (n <= 0) fail("the server closed the connection");
        c->in_end += (size_t)n;
        size_t at = 0;
        now = now_ns();
        while (c->in_end - at >= 10 && c->in_end - at >= 10 + (size_t)u32(c->in + at)) {
          uint8_t *frame = c->in + at;
          size_t bytes = u32(frame);
          if (ends_call(frame)) {
            errors += (uint64_t)is_error(frame, bytes);
            if (now >= from) {
              record(now - c->started[(u32(frame + 4) >> 1) % c->room]);
              last = now;
            }
            call(c);
          }
          at += 10 + bytes;
        }
        memmove(c->in, c->in + at, c->in_end - at);
        c->in_end -= at;
        send_calls(c);
      }
    }
  }
  double used = cpu_of(o.server) - cpu;
  return report(&o, (double)(last - from) / 1e9, used, errors);
}
