/// The first schema of the server's identities.
///
/// `grants.scope` is the scope's kind, and `code` and `center_code` its codes; `methods` are joined
/// by line feeds. `tokens.hash` is the SHA-256 of the secret, which is stored nowhere. A
/// certificate is known by `sha256:…` or `san:…`. An identity's `version` rises with every change
/// of the identity, its grants or its credentials.
let accessSchema1 = """
  CREATE TABLE schema_history (
    number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL);
  CREATE TABLE identities (
    id integer PRIMARY KEY, identity_id text NOT NULL UNIQUE, kind bigint NOT NULL,
    name text NOT NULL, staff_no text NOT NULL, home_county_code text NOT NULL,
    is_disabled bigint NOT NULL, created_at bigint NOT NULL, version bigint NOT NULL);
  CREATE TABLE grants (
    id integer PRIMARY KEY, identity bigint NOT NULL, role text NOT NULL,
    county_code text NOT NULL, scope text NOT NULL, code text NOT NULL,
    center_code text NOT NULL, methods text NOT NULL,
    UNIQUE (identity, role, county_code, scope, code, center_code));
  CREATE TABLE tokens (
    id integer PRIMARY KEY, token_id text NOT NULL UNIQUE, identity bigint NOT NULL,
    hash blob NOT NULL UNIQUE, label text NOT NULL, created_at bigint NOT NULL,
    expires_at bigint NOT NULL, revoked_at bigint);
  CREATE INDEX tokens_by_identity ON tokens (identity, id);
  CREATE TABLE certificates (
    id integer PRIMARY KEY, mark text NOT NULL UNIQUE, identity bigint NOT NULL);
  CREATE INDEX certificates_by_identity ON certificates (identity);
  CREATE TABLE unix_users (
    uid bigint PRIMARY KEY, identity bigint NOT NULL);
  CREATE INDEX unix_users_by_identity ON unix_users (identity);

  CREATE TABLE first_answers (
    id integer PRIMARY KEY, request_id text NOT NULL UNIQUE, method text NOT NULL,
    request_hash blob NOT NULL, answer blob NOT NULL, at bigint NOT NULL);
  CREATE INDEX first_answers_by_time ON first_answers (at);
  CREATE TABLE audit (
    number integer PRIMARY KEY, at bigint NOT NULL, actor text NOT NULL, method text NOT NULL,
    subject text NOT NULL, before text NOT NULL, after text NOT NULL, hash blob NOT NULL);
  """

/// All steps, in their order. New ones are added at the end; released ones are never touched.
let accessMigrations: [Migration] = [
  Migration(number: 1, name: "identities, grants, credentials", sql: accessSchema1)
]
