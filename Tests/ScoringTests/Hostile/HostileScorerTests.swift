import Foundation
import Records
import Rules
import Testing

@testable import Scoring

/// One hostile scorer for each fault: the run ends with an error that names scorer and fault, and
/// the next run of another host is as if nothing had been.
struct HostileScorerTests {
  struct Fault: CustomStringConvertible, Sendable {
    let description: String
    let code: Problem.Code
    let scorer: HostileScorer
    /// What the English text must say.
    var says = ""

    init(
      _ description: String, _ code: Problem.Code, says: String = "",
      _ change: (inout HostileScorer) -> Void
    ) {
      self.description = description
      self.code = code
      self.says = says
      var scorer = HostileScorer()
      change(&scorer)
      self.scorer = scorer
    }
  }

  static let inScore: [Fault] = [
    Fault("segmentation fault", .scorerCrashed, says: "SIGSEGV") {
      $0.score = "*(volatile int *)8 = 1;"
    },
    Fault("abort", .scorerCrashed, says: "SIGABRT") { $0.score = "abort();" },
    Fault("infinite loop", .scorerTimeout, says: "2000 ms") {
      $0.score = "for (volatile int x;; x++);"
    },
    Fault("endless allocation", .scorerMemory, says: "32 MiB") {
      $0.score = "for (;;) memset(malloc(1 << 20), 1, 1 << 20);"
    },
    Fault("endless allocation that bears failure", .scorerMemory, says: "32 MiB") {
      $0.score = "for (;;) { char *p = malloc(1 << 16); if (p) memset(p, 1, 1 << 16); }"
    },
    Fault("endless recursion", .scorerCrashed, says: "SIGSEGV") {
      $0.globals =
        "static int deep(volatile int n) { volatile char b[999]; b[0] = n; return deep(n + 1) + b[0]; }"
      $0.score = "deep(0);"
    },
    Fault("wild write into the facts", .scorerCrashed, says: "SIGSEGV") {
      $0.score = "((int64_t *)b->facts[0])[0] = 7;"
    },
    Fault("making the facts writable", .scorerCrashed, says: "SIGSEGV") {
      $0.score = """
        mprotect((void *)((uintptr_t)b->facts[0] & ~4095ul), 4096, PROT_READ | PROT_WRITE);
        ((int64_t *)b->facts[0])[0] = 7;
        """
    },
    Fault("wild write into code", .scorerCrashed, says: "SIGSEGV") {
      $0.score = "*(volatile char *)(void *)score = 0;"
    },
    Fault("fork", .scorerForbidden, says: "clone") { $0.score = "fork();" },
    Fault("thread", .scorerForbidden, says: "clone") {
      $0.globals = "static void *run(void *x) { return x; }"
      $0.score = "pthread_t t; pthread_create(&t, 0, run, 0);"
    },
    Fault("socket", .scorerForbidden, says: "socket") {
      $0.score = "socket(AF_INET, SOCK_STREAM, 0);"
    },
    Fault("open file", .scorerForbidden, says: "openat") {
      $0.score = "open(\"/etc/passwd\", O_RDONLY);"
    },
    Fault("execute", .scorerForbidden, says: "execve") {
      $0.score = "char *none[] = {0}; execve(\"/bin/true\", none, none);"
    },
    Fault("exit", .scorerExited, says: "exit status 0") { $0.score = "exit(0);" },
    Fault("kill of every process, the host too", .scorerForbidden, says: "kill") {
      $0.score = "kill(-1, SIGKILL);"
    },
    Fault("ptrace", .scorerForbidden, says: "ptrace") {
      $0.score = "ptrace(PTRACE_TRACEME, 0, 0, 0);"
    },
    Fault("writing on standard output", .scorerForbidden, says: "write") {
      $0.score = "write(1, \"hello\", 5);"
    },
    Fault("executable memory", .scorerForbidden, says: "mmap") {
      $0.score =
        "mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"
    },
    Fault("memory that counts as a stack", .scorerForbidden, says: "mmap") {
      $0.score = """
        mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0);
        """
    },
    Fault("shared memory without a file", .scorerForbidden, says: "mmap") {
      $0.score = "mmap(0, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, 1, 0);"
    },
    Fault("randomness", .scorerForbidden, says: "getrandom") {
      $0.score = "char x[8]; syscall(SYS_getrandom, x, 8, 0);"
    },
    Fault("failure number", .scorerFailed, says: "77") { $0.score = "return 77;" },
    Fault("scores above 100", .scorerOutOfRange, says: "100.01") {
      $0.score =
        "EACH(10001, 0)"
    },
    Fault("scores left out", .scorerOutOfRange) { $0.score = "" },
    Fault("undeclared flag", .scorerOutOfRange, says: "flag") {
      $0.score =
        "EACH(9000, 4)"
    },
    Fault("explanation that does not sum", .scorerExplanation, says: "99.99") {
      $0.explain = "step(emit, context, -1);"
    },
    Fault("huge number of steps", .scorerTimeout) {
      $0.explain = "for (;;) step(emit, context, 0);"
    },
    Fault("more steps than may be", .scorerExplanation) {
      $0.explain = "for (int i = 0; i < 5000; i++) step(emit, context, 0);"
    },
  ]

  @Test("A scorer that misbehaves ends its run with an error that names it", arguments: inScore)
  func faults(_ fault: Fault) throws {
    let host = try ScorerProcess(
      paths: ScorerFolder.files(in: ScorerFolder.beside()) + [fault.scorer.build()],
      limits: shortLimits)
    let records = try RecordFolder([:]).read()
    let month = YearMonth(year: 2025, month: 10)
    let problem = #expect(throws: Problem.self) {
      _ = try MonthScoring(host: host, policy: records.policy)
        .appraise(records, month: month).explain("A1")
    }
    #expect(problem?.code == fault.code, "\(problem?.text.en ?? "nothing")")
    #expect(problem?.text.en.contains("bonus") == true)
    #expect(problem?.says(fault.says) == true, "\(problem?.text.en ?? "nothing")")
    // The built ones are untouched, with the same host once the bad one has no part in it.
    let sound = try MonthScoring(host: processScorers(), policy: records.policy)
    #expect(try sound.run(records, month: month).count == 1)
  }

  static let atLoad: [Fault] = [
    Fault("constructor that opens a file", .scorerForbidden, says: "openat") {
      $0.globals =
        "__attribute__((constructor)) static void c(void) { open(\"/etc/passwd\", O_RDONLY); }"
    },
    Fault("constructor that loops", .scorerTimeout) {
      $0.globals =
        "__attribute__((constructor)) static void c(void) { for (volatile int x;; x++); }"
    },
    Fault("constructor that kills", .scorerForbidden, says: "kill") {
      $0.globals =
        "__attribute__((constructor)) static void c(void) { kill(-1, SIGKILL); }"
    },
    Fault("another version", .scorerVersion) { $0.descriptor = "d.abi_version = 0x20000;" },
    Fault("short descriptor", .scorerVersion) { $0.descriptor = "d.size = 8;" },
    Fault("bad id", .scorerDescriptor) { $0.descriptor = "d.id = \"Bonus\";" },
    Fault("wild pointer in the descriptor", .scorerCrashed, says: "SIGSEGV") {
      $0.descriptor = "d.name_en = (const char *)8;"
    },
    Fault("too many facts", .scorerDescriptor) { $0.descriptor = "d.fact_count = 100000;" },
    Fault("null table", .scorerDescriptor) { $0.descriptor = "d.flag_count = 3;" },
    Fault("unknown fact", .scorerUnknownFact, says: "moon_phase") { $0.facts = ["moon_phase"] },
    Fault("no entry", .scorerWithoutEntry) { $0.descriptor = "return 0;" },
    Fault("failed self-test", .scorerSelfTest, says: "example 3") { $0.selfTest = "return 3;" },
    Fault("missing library", .scorerNotLoadable) {
      $0.globals = "extern int nowhere(void);"; $0.score = "nowhere();"
    },
  ]

  @Test("A scorer that misbehaves while it is loaded is refused by name", arguments: atLoad)
  func loading(_ fault: Fault) throws {
    let path = try fault.scorer.build()
    let problem = #expect(throws: Problem.self) {
      _ = try ScorerProcess(paths: [path], limits: shortLimits)
    }
    #expect(problem?.code == fault.code, "\(problem?.text.en ?? "nothing")")
    #expect(problem?.text.en.contains("libscorer-bonus.so") == true)
    #expect(problem?.says(fault.says) == true, "\(problem?.text.en ?? "nothing")")
  }

  static let unsteady: [Fault] = [
    Fault("state kept between calls", .scorerNotDeterministic) {
      $0.globals = "static int64_t n;"
      $0.score =
        "EACH(n++ % 9000, 0)"
    },
    Fault("addresses as input", .scorerNotDeterministic, says: "another process") {
      $0.score = """
        for (uint64_t m = 0; m < b->member_count; m++) {
          b->scores[m] = ((uintptr_t)&score >> 12) % 9000; b->flags[m] = 0;
        }
        """
    },
    Fault("order as input", .scorerNotDeterministic, says: "order") {
      $0.score =
        "EACH(m, 0)"
    },
    Fault("batch as input", .scorerNotDeterministic, says: "batches") {
      $0.score =
        "EACH(b->member_count, 0)"
    },
    Fault("explanation that does not sum", .scorerExplanation) { $0.explain = "" },
    Fault("explanation that sums by overflow", .scorerExplanation) {
      $0.explain = """
        step(emit, context, INT64_MAX); step(emit, context, INT64_MAX); step(emit, context, -998);
        """
    },
    Fault("scores below 0", .scorerOutOfRange) {
      $0.score =
        "EACH(-1, 0)"
    },
    Fault("the clock without a system call", .scorerForbidden, says: "clock") {
      $0.score = "int64_t t = time(0); EACH(t % 9000, 0)"
    },
    Fault("the clock as input", .scorerForbidden, says: "clock") {
      $0.score = """
        struct timespec t; clock_gettime(CLOCK_REALTIME, &t);
        EACH(t.tv_nsec % 9000, 0)
        """
    },
  ]

  @Test("A scorer with other inputs than its facts is found by verification", arguments: unsteady)
  func determinism(_ fault: Fault) throws {
    let path = try fault.scorer.build()
    let problem = #expect(throws: Problem.self) {
      try ScorerVerification.verify(path: path, limits: shortLimits)
    }
    #expect(problem?.code == fault.code, "\(problem?.text.en ?? "nothing")")
    #expect(problem?.says(fault.says) == true, "\(problem?.text.en ?? "nothing")")
  }
}

extension Problem {
  /// Whether the English text has the words; anything does where there are none.
  fileprivate func says(_ words: String) -> Bool { words.isEmpty || text.en.contains(words) }
}
