import Glibc
import Rules

/// Why a child gave no answer. `library` is the scorer that ran, by its place.
enum ScorerFault {
  case crashed(signal: Int32, library: Int)
  case exited(Int32, library: Int)
  /// A system call by its number; -1 where it is not known.
  case forbidden(call: Int32, library: Int)
  case memory(library: Int)
  case clock(library: Int)
  case timeout(_ milliseconds: Int, library: Int)

  var library: Int {
    switch self {
    case .crashed(_, let library), .exited(_, let library), .forbidden(_, let library),
      .memory(let library), .clock(let library), .timeout(_, let library):
      library
    }
  }

  /// As a problem of the scorer of that name.
  func problem(_ scorer: String, _ limits: ScorerLimits) -> Problem {
    switch self {
    case .crashed(let signal, _):
      let name = Self.signalName(signal)
      return .scorer(
        .scorerCrashed, scorer, zh: "评分进程因 \(name.zh) 而终止", en: "crashed (\(name.en))")
    case .exited(let code, _):
      return .scorer(
        .scorerExited, scorer, zh: "擅自结束了评分进程（退出码 \(code)）",
        en: "ended its process (exit status \(code))")
    case .forbidden(let call, _):
      let name = Self.callNames[call] ?? (call < 0 ? "?" : "#\(call)")
      return .scorer(
        .scorerForbidden, scorer, zh: "进行了不允许的系统调用 \(name)",
        en: "made the forbidden system call \(name)",
        remedy: Bilingual(
          zh: "评分插件只能计算，不能使用文件、网络、进程、线程和时钟；请修正后重新构建。",
          en: "A scorer computes: it has no files, network, processes, threads or clock. Mend and "
            + "rebuild it."))
    case .clock:
      return .scorer(
        .scorerForbidden, scorer, zh: "读取了时钟", en: "read the processor's clock",
        remedy: Bilingual(
          zh: "得分只能取决于事实和参数。", en: "A score depends on facts and parameters alone."))
    case .memory:
      return .scorer(
        .scorerMemory, scorer, zh: "占用内存超过 \(limits.memoryBytes >> 20) MiB",
        en: "took more than \(limits.memoryBytes >> 20) MiB of memory")
    case .timeout(let milliseconds, _):
      return .scorer(
        .scorerTimeout, scorer, zh: "超过 \(milliseconds) 毫秒没有答复",
        en: "gave no answer within \(milliseconds) ms")
    }
  }

  private static func signalName(_ signal: Int32) -> Bilingual {
    switch signal {
    case SIGSEGV: Bilingual(zh: "非法内存访问（SIGSEGV）", en: "a bad memory access, SIGSEGV")
    case SIGBUS: Bilingual(zh: "非法内存访问（SIGBUS）", en: "a bad memory access, SIGBUS")
    case SIGABRT: Bilingual(zh: "主动中止（SIGABRT）", en: "abort, SIGABRT")
    case SIGFPE: Bilingual(zh: "算术错误（SIGFPE）", en: "an arithmetic fault, SIGFPE")
    case SIGILL, SIGTRAP:
      Bilingual(zh: "运行时检查失败（信号 \(signal)）", en: "a failed run-time check, signal \(signal)")
    case SIGXCPU, SIGKILL:
      Bilingual(zh: "资源用尽（信号 \(signal)）", en: "used up its time, signal \(signal)")
    default: Bilingual(zh: "信号 \(signal)", en: "signal \(signal)")
    }
  }

  /// The calls that scorers try, by number.
  private static let callNames: [Int32: String] = {
    #if arch(x86_64)
      [
        0: "read", 1: "write", 2: "open", 9: "mmap", 10: "mprotect", 13: "rt_sigaction",
        20: "writev",
        29: "shmget", 35: "nanosleep", 41: "socket", 42: "connect", 56: "clone", 57: "fork",
        58: "vfork", 59: "execve", 62: "kill", 80: "chdir", 87: "unlink", 96: "gettimeofday",
        101: "ptrace", 110: "getppid",
        157: "prctl", 160: "setrlimit", 200: "tkill", 201: "time", 228: "clock_gettime",
        230: "clock_nanosleep", 234: "tgkill", 257: "openat", 302: "prlimit64",
        310: "process_vm_readv",
        311: "process_vm_writev", 317: "seccomp", 318: "getrandom", 319: "memfd_create", 321: "bpf",
        425: "io_uring_setup", 435: "clone3",
      ]
    #elseif arch(arm64)
      [
        56: "openat", 63: "read", 64: "write", 101: "nanosleep", 113: "clock_gettime",
        117: "ptrace", 129: "kill", 131: "tgkill", 134: "rt_sigaction", 167: "prctl",
        198: "socket", 203: "connect", 220: "clone", 221: "execve", 222: "mmap", 226: "mprotect",
        277: "seccomp", 278: "getrandom", 279: "memfd_create", 435: "clone3",
      ]
    #else
      [:]
    #endif
  }()
}

extension Problem {
  static func scorerProcess(_ program: String, _ error: Int32) -> Problem {
    let reason = String(cString: strerror(error))
    return Problem(
      .scorerProcess, .fault, zh: "无法启动评分进程 \(program)：\(reason)",
      en: "cannot start \(program), which runs the scorers: \(reason)",
      remedy: Bilingual(
        zh: "windowstaff-scorer 应与本程序在同一目录并可执行。",
        en: "windowstaff-scorer belongs beside this program, and must be executable."))
  }
}
