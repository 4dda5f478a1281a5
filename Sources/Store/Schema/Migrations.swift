/// The schema of this program's databases.
public enum Schema {
  /// The number of its last migration.
  public static var version: Int { migrations.count }
}

/// All steps, in their order. New ones are added at the end; released ones are never touched.
let migrations: [Migration] = [
  Migration(number: 1, name: "records, appraisals, audit", sql: schema1),
  Migration(number: 2, name: "a county's own dimensions and facts", sql: schema2),
  Migration(number: 3, name: "scorer plugins, policy versions", sql: schema3),
  Migration(number: 4, name: "what scorer plugins declare", sql: schema4),
]
