/// What a county adds of its own: dimensions beside the seven, and facts that its scorers read.
///
/// Until now a review or an adjustment held the dimension's place among the seven, from 0; now it
/// holds the `id` in `dimensions`, which is that place and 1. The two steps keep the keys apart
/// while they change. A run says which dimensions its results have, and what their flags' bits
/// mean.
let schema2 = """
  CREATE TABLE dimensions (
    id integer PRIMARY KEY, dimension text NOT NULL UNIQUE, name text NOT NULL);
  INSERT INTO dimensions (id, dimension, name) VALUES (1, 'attendance', ''), (2, 'discipline', ''),
    (3, 'competence', ''), (4, 'conduct', ''), (5, 'hygiene', ''), (6, 'evaluation', ''),
    (7, 'learning', '');
  UPDATE reviews SET dimension = -1 - dimension;
  UPDATE reviews SET dimension = -dimension;
  UPDATE adjustments SET dimension = -1 - dimension;
  UPDATE adjustments SET dimension = -dimension;

  CREATE TABLE fact_names (
    id integer PRIMARY KEY, fact_name text NOT NULL UNIQUE, name text NOT NULL);
  CREATE TABLE facts (
    id integer PRIMARY KEY, staff_no bigint NOT NULL, month bigint NOT NULL, name bigint NOT NULL,
    value bigint NOT NULL, UNIQUE (staff_no, month, name));
  CREATE INDEX facts_by_month ON facts (month);

  ALTER TABLE appraisal_runs ADD COLUMN dimensions text NOT NULL
    DEFAULT 'attendance discipline competence conduct hygiene evaluation learning';
  ALTER TABLE appraisal_runs ADD COLUMN flag_names text NOT NULL DEFAULT 'veto';
  """
