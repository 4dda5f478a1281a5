/// The county's centres and the units that send clerks to them.
struct Organization {
  static let townships = [
    "城关镇", "军店镇", "化龙堰镇", "土城镇", "大木厂镇", "青峰镇", "门古寺镇", "白鹤镇", "野人谷镇", "红塔镇", "窑淮镇",
    "尹吉甫镇", "姚坪乡", "沙河乡", "万峪河乡", "上龛乡", "中坝乡", "九道乡", "回龙乡", "五谷庙乡",
  ]
  static let departments = [
    ("县市场监督管理局", "department"), ("县公安局", "department"), ("县人力资源和社会保障局", "department"),
    ("县自然资源和规划局", "department"), ("县医疗保障局", "department"), ("县税务局", "department"),
    ("县民政局", "department"), ("县住房和城乡建设局", "department"), ("县交通运输局", "department"),
    ("县卫生健康局", "department"), ("县行政审批局", "approval_bureau"), ("县数据局", "data_bureau"),
    ("惠民政务服务有限公司", "third_party"),
  ]
  /// Clerks of a township centre: three to four windows in two shifts of substitutes.
  static let clerksPerTownship = 8

  let centers: [(code: String, name: String, level: String)]
  let units: [(code: String, name: String, kind: String)]

  init(staff: Int) {
    let wanted = max(1, staff / 2 / Self.clerksPerTownship)
    let count = min(Self.townships.count, wanted)
    var centers = [(code: "C01", name: "房县政务服务中心", level: "county")]
    var units = Self.departments.enumerated().map {
      (code: "U" + Self.two($0.offset + 1), name: $0.element.0, kind: $0.element.1)
    }
    for (index, township) in Self.townships.prefix(count).enumerated() {
      centers.append(("C" + Self.two(index + 2), township + "便民服务中心", "township"))
      units.append(
        (
          "U" + Self.two(Self.departments.count + index + 1), township + "人民政府",
          "township_government"
        ))
    }
    self.centers = centers
    self.units = units
  }

  func write(into folder: String) throws(FileError) {
    var file = try CSVFile(folder: folder, kind: "centers", columns: "center_code,name,level")
    for center in centers {
      try file.row(.text(center.code), .text(center.name), .text(center.level))
    }
    try file.finish()
    file = try CSVFile(folder: folder, kind: "units", columns: "unit_code,name,kind")
    for unit in units { try file.row(.text(unit.code), .text(unit.name), .text(unit.kind)) }
    try file.finish()
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
