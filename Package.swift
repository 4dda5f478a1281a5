// swift-tools-version: 6.2
import PackageDescription

let upcoming: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The seven dimensions of clause 12.1. Each is a shared library that the host loads at run time;
/// nothing links against them, so a county can swap any of them.
let dimensions = [
  "attendance", "discipline", "competence", "conduct", "hygiene", "evaluation", "learning",
]

/// Embedded Swift: a library that needs libc alone, with no Swift runtime to clash with the host's.
/// The version script hides every symbol but the entry.
func scorerTarget(_ dimension: String) -> Target {
  .target(
    name: "Scorer\(dimension.prefix(1).uppercased())\(dimension.dropFirst())",
    dependencies: ["ScorerABI"],
    path: "plugins/\(dimension)",
    swiftSettings: [.enableExperimentalFeature("Embedded"), .unsafeFlags(["-wmo"])],
    linkerSettings: [
      .unsafeFlags([
        "-enable-experimental-feature", "Embedded",
        "-Xlinker", "-Bsymbolic",
        "-Xlinker", "--version-script=\(Context.packageDirectory)/plugins/exports.map",
      ])
    ])
}

func scorerLibrary(_ dimension: String) -> Product {
  .library(
    name: "scorer-\(dimension)", type: .dynamic,
    targets: ["Scorer\(dimension.prefix(1).uppercased())\(dimension.dropFirst())"])
}

/// Fuzz targets see internals, as tests do. They are replayed as a test, and tools/fuzz makes a
/// program of the same files for libFuzzer.
let fuzz: Target = {
  let dependencies: [Target.Dependency] = [
    "CProtobufC", "ProtobufRPC", "ProtobufRuntime", "RPC", "RPCHTTP2", "Records", "Rules", "Store",
    "WindowStaffProto",
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHPACK", package: "swift-nio-http2"),
  ]
  guard Context.environment["WINDOWSTAFF_FUZZ"] != nil else {
    return .testTarget(
      name: "FuzzTests", dependencies: dependencies, exclude: ["Corpus", "Program"],
      swiftSettings: upcoming)
  }
  return .executableTarget(
    name: "windowstaff-fuzz", dependencies: dependencies, path: "Tests/FuzzTests",
    exclude: ["Corpus", "Replay"], swiftSettings: upcoming)
}()

let package = Package(
  name: "windowstaff",
  products: [
    .executable(name: "windowstaff", targets: ["windowstaff"]),
    .executable(name: "windowstaffd", targets: ["windowstaffd"]),
    .executable(name: "windowstaff-scorer", targets: ["windowstaff-scorer"]),
  ] + dimensions.map(scorerLibrary),
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    .systemLibrary(
      name: "CProtobufC", pkgConfig: "libprotobuf-c",
      providers: [.apt(["libprotobuf-c-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .target(name: "ScorerABI"),
    .target(name: "ScorerWire", dependencies: ["ScorerABI"]),
    .executableTarget(
      name: "windowstaff-scorer", dependencies: ["ScorerWire", "ScorerABI", "CSeccomp"],
      cSettings: [.unsafeFlags(["-Wall", "-Werror"])]),

    .target(name: "Rules", swiftSettings: upcoming),
    .target(name: "Records", dependencies: ["Rules"], swiftSettings: upcoming),
    .target(
      name: "Scoring", dependencies: ["Records", "Rules", "ScorerABI", "ScorerWire"],
      swiftSettings: upcoming),
    .target(
      name: "Signing",
      dependencies: ["Rules", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: upcoming),
    .target(
      name: "RPC",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: upcoming),
    .target(
      name: "RPCHTTP2",
      dependencies: [
        "RPC",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: upcoming),
    .target(
      name: "RPCTLS",
      dependencies: [
        "RPC",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: upcoming),
    .target(
      name: "ProtobufRuntime",
      dependencies: ["CProtobufC", .product(name: "NIOCore", package: "swift-nio")],
      swiftSettings: upcoming),
    .target(
      name: "ProtobufRPC", dependencies: ["ProtobufRuntime", "RPC"], swiftSettings: upcoming),
    .target(
      name: "WindowStaffProtoC", dependencies: ["CProtobufC"], path: "Sources/WindowStaffProto/C",
      cSettings: [.unsafeFlags(["-Wall", "-Werror"])]),
    .target(
      name: "WindowStaffProto",
      dependencies: [
        "WindowStaffProtoC", "ProtobufRuntime", "ProtobufRPC", "CProtobufC", "RPC",
      ],
      path: "Sources/WindowStaffProto/Swift", swiftSettings: upcoming),
    .target(
      name: "SampleProtoC", dependencies: ["CProtobufC"], path: "Tests/SampleProto/C",
      cSettings: [.unsafeFlags(["-Wall", "-Werror"])]),
    .target(
      name: "SampleProto",
      dependencies: ["SampleProtoC", "ProtobufRuntime", "ProtobufRPC", "CProtobufC", "RPC"],
      path: "Tests/SampleProto/Swift", swiftSettings: upcoming),
    .target(
      name: "InteropProtoC", dependencies: ["CProtobufC"], path: "Tests/InteropProto/C",
      cSettings: [.unsafeFlags(["-Wall", "-Werror"])]),
    .target(
      name: "InteropProto",
      dependencies: ["InteropProtoC", "ProtobufRuntime", "ProtobufRPC", "CProtobufC", "RPC"],
      path: "Tests/InteropProto/Swift", swiftSettings: upcoming),
    .testTarget(
      name: "ProtobufRuntimeTests",
      dependencies: [
        "TestSupport",
        "ProtobufRuntime", "ProtobufRPC", "SampleProto", "RPC",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: upcoming),
    .testTarget(
      name: "WindowStaffProtoTests",
      dependencies: [
        "TestSupport",
        "WindowStaffProto", "ProtobufRuntime", "ProtobufRPC", "RPC",
        .product(name: "NIOCore", package: "swift-nio"),
      ], swiftSettings: upcoming),
    .target(name: "Store", dependencies: ["CSQLite", "Records", "Rules"], swiftSettings: upcoming),
    .target(
      name: "Services",
      dependencies: [
        "WindowStaffProto", "ProtobufRPC", "ProtobufRuntime", "RPC", "Store", "Scoring", "Signing",
        "Records", "Rules",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: upcoming),
    .executableTarget(
      name: "windowstaffd",
      dependencies: [
        "Services", "RPC", "RPCHTTP2", "RPCTLS", "Store", "Scoring", "Rules",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], swiftSettings: upcoming),
    .executableTarget(
      name: "windowstaff",
      dependencies: [
        "WindowStaffProto", "ProtobufRPC", "ProtobufRuntime", "RPC", "RPCTLS", "Scoring", "Signing",
        "Records", "Rules",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // What `scorer new` writes, in the program itself.
      resources: [.embedInCode("Commands/Scorer/Kit/Templates")],
      swiftSettings: upcoming),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records", "Rules"], swiftSettings: upcoming),
    .testTarget(name: "RulesTests", dependencies: ["Rules"], swiftSettings: upcoming),
    .testTarget(name: "SigningTests", dependencies: ["Signing", "Rules"], swiftSettings: upcoming),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: upcoming),
    .testTarget(
      name: "ScoringTests",
      dependencies: ["Scoring", "ScorerABI", "Records", "Rules", "TestSupport"],
      exclude: ["Compatibility/abi-1.0"],
      swiftSettings: upcoming),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "TestSupport", "WindowStaffProto", "ProtobufRPC", "RPC", "Rules", "windowstaff",
        "windowstaffd",
        .product(name: "NIOCore", package: "swift-nio"),
      ], swiftSettings: upcoming),
    .testTarget(
      name: "ServicesTests",
      dependencies: [
        "Services", "Store", "Scoring", "Signing", "TestSupport", "WindowStaffProto",
        "ProtobufRPC", "RPC", "Rules",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ], exclude: ["Golden"], swiftSettings: upcoming),
    .testTarget(
      name: "CLITests", dependencies: ["windowstaff", "RPC", "Rules", "TestSupport"],
      exclude: ["Golden"], swiftSettings: upcoming),
    .testTarget(
      name: "RPCTests",
      dependencies: [
        "RPC",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ], exclude: ["Go"], swiftSettings: upcoming),
    .testTarget(
      name: "RPCHTTP2Tests",
      dependencies: [
        "RPC", "RPCHTTP2",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
      ], swiftSettings: upcoming),
    .testTarget(
      name: "InteropTests",
      dependencies: [
        "InteropProto", "ProtobufRPC", "RPC", "RPCHTTP2", "RPCTLS", "Rules", "Services", "Store",
        "TestSupport", "WindowStaffProto",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ], exclude: ["Python"], swiftSettings: upcoming),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "StoreCrashWriter", "Records", "Rules", "CSQLite"],
      exclude: ["Schema1"],
      swiftSettings: upcoming),
    .executableTarget(
      name: "StoreCrashWriter", dependencies: ["Store", "Records", "Rules"],
      path: "Tests/StoreCrashWriter", swiftSettings: upcoming),
    .testTarget(name: "TidyTests", swiftSettings: upcoming),
    .executableTarget(
      name: "windowstaff-bench",
      dependencies: [
        "CSQLite", "InteropProto", "ProtobufRPC", "ProtobufRuntime", "RPC", "RPCHTTP2", "Records",
        "Rules", "Scoring", "Store",
        .product(name: "Logging", package: "swift-log"),
      ], path: "tools/benchmarks", exclude: ["load.c", "step.c", "columns.c", "budget", "rpc"],
      swiftSettings: upcoming),
    .executableTarget(
      name: "windowstaff-generate",
      dependencies: [
        "Rules", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "tools/generator", swiftSettings: upcoming),
  ] + [fuzz] + dimensions.map(scorerTarget)
)
