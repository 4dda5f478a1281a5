import Foundation
import Rules
import TestSupport
import Testing

@testable import Scoring

/// Builds shared libraries of C for tests: a scorer `bonus` that is sound but for what a test puts
/// in its place.
struct HostileScorer {
  /// What stands in the places of the sound scorer.
  var id = "bonus"
  /// Before the functions.
  var globals = ""
  /// In place of the members' loop.
  var score =
    "EACH(9000, 0)"
  /// In place of the one step.
  var explain = "step(emit, context, -1000);"
  var selfTest = "return 0;"
  /// After the descriptor is made.
  var descriptor = ""
  var facts = ["late"]

  var source: String {
    """
    #define _GNU_SOURCE
    #include <fcntl.h>
    #include <pthread.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <sys/ptrace.h>
    #include <sys/socket.h>
    #include <sys/syscall.h>
    #include <time.h>
    #include <unistd.h>
    #include "windowstaff_scorer.h"
    #define EACH(SCORE, FLAGS) for (uint64_t m = 0; m < b->member_count; m++) \\
      { b->scores[m] = SCORE; b->flags[m] = FLAGS; }
    \(globals)
    static void step(windowstaff_scorer_emit emit, void *context, int64_t change) {
      windowstaff_scorer_step s = {.size = sizeof s, .kind = WINDOWSTAFF_STEP_CLAMP, .fact = -1,
        .second_fact = -1, .parameter = -1, .second_parameter = -1, .centipoints = change};
      emit(context, &s);
    }
    static int32_t score(const windowstaff_scorer_batch *b) { \(score) return 0; }
    static int32_t explain(const windowstaff_scorer_batch *b, windowstaff_scorer_emit emit,
                           void *context) { (void)b; \(explain) return 0; }
    static int32_t self_test(void) { \(selfTest) }
    static const char *const facts[] = {\(facts.map { "\"\($0)\"" }.joined(separator: ", ")), 0};
    static windowstaff_scorer_descriptor d = {
      .abi_version = WINDOWSTAFF_SCORER_ABI_VERSION, .size = sizeof d,
      .parameter_size = sizeof(windowstaff_scorer_parameter), .fact_count = \(facts.count),
      .id = "\(id)", .version = "1.0.0", .name_zh = "加分", .name_en = "bonus", .clause = "12.1",
      .facts = facts, .score = score, .explain = explain, .self_test = self_test};
    __attribute__((visibility("default")))
    const windowstaff_scorer_descriptor *windowstaff_scorer(void) { \(descriptor) return &d; }
    """
  }

  /// The folder of the interface's header.
  private static let header = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/ScorerABI/include").path

  /// Builds the library into a folder of its own; returns its path.
  func build() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "scorer.c")
    try source.write(to: file, atomically: true, encoding: .utf8)
    let library = folder.appending(path: "libscorer-\(id).so").path
    let compiler = try ChildProcess(
      "/usr/bin/env",
      [
        "cc", "-shared", "-fPIC", "-O1", "-w", "-fvisibility=hidden", "-I", Self.header, "-o",
        library,
        file.path, "-lpthread",
      ])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    return library
  }
}

/// Short limits, so that a test of them is short.
var shortLimits: ScorerLimits {
  var limits = ScorerLimits()
  limits.wallMilliseconds = 2000
  limits.memoryBytes = 32 << 20
  return limits
}
