/// Scorer plugins, the keys that vouch for them, versions of the policy, and months that nothing
/// may change any more. A month is `12 · year + month − 1`, a time UTC seconds.
///
/// Activations and policy versions are only ever added to: what was in force, when, and by whom
/// stays to be read.
let schema3 = """
  CREATE TABLE trust_keys (
    id integer PRIMARY KEY, key_id text NOT NULL UNIQUE, public_key blob NOT NULL,
    label text NOT NULL, actor text NOT NULL, at bigint NOT NULL);
  CREATE TABLE scorer_plugins (
    id integer PRIMARY KEY, digest text NOT NULL UNIQUE, dimension text NOT NULL,
    version text NOT NULL, name_zh text NOT NULL, name_en text NOT NULL, clause text NOT NULL,
    byte_count bigint NOT NULL, key_id text NOT NULL, uploader text NOT NULL,
    uploaded_at bigint NOT NULL, retired_at bigint);
  CREATE TABLE scorer_activations (
    id integer PRIMARY KEY, dimension text NOT NULL, from_month bigint NOT NULL, digest text,
    actor text NOT NULL, at bigint NOT NULL, withdrawn_at bigint, withdrawer text);
  CREATE INDEX scorer_activations_by_dimension ON scorer_activations (dimension, from_month);
  CREATE TABLE policy_versions (
    number integer PRIMARY KEY, from_month bigint NOT NULL, note text NOT NULL,
    creator text NOT NULL, created_at bigint NOT NULL);
  CREATE TABLE policy_values (
    version bigint NOT NULL, name text NOT NULL, value text NOT NULL,
    PRIMARY KEY (version, name)) WITHOUT ROWID;
  CREATE TABLE sealed_months (
    month integer PRIMARY KEY, sealed_at bigint NOT NULL);
  """
