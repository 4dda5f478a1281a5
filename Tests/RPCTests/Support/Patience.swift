/// How long a test waits for what is sure to come: never part of what is tested, and long enough
/// for a machine that does ten other things.
let patience: Duration = .seconds(60)
