import CSQLite
public import Rules

/// The store's problem codes.
extension Problem.Code {
  /// The disk (or the database's size limit) is full; the write was undone whole.
  public static let storeFull = Self(rawValue: "store_full")
  /// The file's content is damaged.
  public static let storeCorrupt = Self(rawValue: "store_corrupt")
  /// The file is not one of this program's databases.
  public static let storeForeign = Self(rawValue: "store_foreign")
  /// The file was written by a newer version of this program.
  public static let storeNewer = Self(rawValue: "store_newer")
  /// Another process holds the folder or the file.
  public static let storeLocked = Self(rawValue: "store_locked")
  /// The folder or the file may not be written.
  public static let storeReadOnly = Self(rawValue: "store_read_only")
  /// The disk or the file system failed.
  public static let storeIO = Self(rawValue: "store_io")
  /// A statement that should hold did not: a fault of this program.
  public static let storeFault = Self(rawValue: "store_fault")
  /// More calls wait for the store than it lets wait.
  public static let storeBusy = Self(rawValue: "store_busy")
  /// The store is shut down or shutting down.
  public static let storeClosed = Self(rawValue: "store_closed")
  /// There is no county of that code.
  public static let unknownCounty = Self(rawValue: "unknown_county")
  /// There is a county of that code already.
  public static let countyExists = Self(rawValue: "county_exists")
  /// The county's code has a form that is not allowed.
  public static let countyCodeInvalid = Self(rawValue: "county_code_invalid")
  /// The page token is not one of this list and filter.
  public static let pageTokenInvalid = Self(rawValue: "page_token_invalid")
  /// The request id was used before for another request.
  public static let requestIDReused = Self(rawValue: "request_id_reused")
  /// There is no appraisal run of that number, or it has ended.
  public static let runNotRunning = Self(rawValue: "run_not_running")
  /// The server stopped before an appraisal run ended.
  static let runInterrupted = Self(rawValue: "run_interrupted")
  /// A record refers to a code that is neither in the import nor in the store.
  public static let referenceUnknown = Self(rawValue: "reference_unknown")
}

extension DatabaseError {
  /// The problem that a caller is told, with the engine's own words at its end.
  public var problem: Problem {
    let detail = "(SQLite \(extendedCode): \(message))"
    switch extendedCode & 0xFF {
    case SQLITE_FULL:
      return Problem(
        .storeFull, .exhausted, zh: "磁盘空间已满，本次写入已全部撤销\(detail)",
        en: "the disk is full; this write was undone whole \(detail)",
        remedy: Bilingual(
          zh: "腾出数据目录所在磁盘的空间后重试", en: "free space on the data folder's disk and try again"))
    case SQLITE_CORRUPT:
      return Problem(
        .storeCorrupt, .dataLoss, zh: "数据库文件已损坏\(detail)",
        en: "the database file is damaged \(detail)",
        remedy: Bilingual(
          zh: "停止服务，保留该文件，从备份恢复", en: "stop the server, keep the file, restore from a backup"))
    case SQLITE_NOTADB:
      return Problem(
        .storeForeign, .dataLoss, zh: "该文件不是本程序的数据库\(detail)",
        en: "the file is not a database of this program \(detail)",
        remedy: Bilingual(
          zh: "检查数据目录，从备份恢复该文件", en: "check the data folder; restore the file from a backup"))
    case SQLITE_BUSY, SQLITE_LOCKED:
      return Problem(
        .storeLocked, .unavailable, zh: "数据库被其他进程占用\(detail)",
        en: "another process holds the database \(detail)",
        remedy: Bilingual(
          zh: "关闭打开该文件的其他程序后重试", en: "close the other program that has the file open and try again")
      )
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH:
      return Problem(
        .storeReadOnly, .precondition, zh: "数据库文件无法打开或无法写入\(detail)",
        en: "the database file cannot be opened or written \(detail)",
        remedy: Bilingual(
          zh: "检查数据目录及文件的属主与权限", en: "check owner and mode of the data folder and its files"))
    case SQLITE_IOERR, SQLITE_NOMEM:
      return Problem(
        .storeIO, .unavailable, zh: "读写磁盘失败\(detail)", en: "the disk failed \(detail)",
        remedy: Bilingual(
          zh: "检查磁盘与系统日志后重试", en: "check the disk and the system log, then try again"))
    default:
      return Problem(
        .storeFault, .fault, zh: "存储内部错误\(detail)",
        en: "internal error of the store \(detail): \(sql)")
    }
  }
}
