/// What a plugin declares, as it said when it was uploaded, so that names can be checked without
/// loading it. `facts` and `flags` are names with blanks between; NULL where the plugin came before
/// they were kept. A unit has the number of the scorers' interface.
let schema4 = """
  ALTER TABLE scorer_plugins ADD COLUMN facts text;
  ALTER TABLE scorer_plugins ADD COLUMN flags text;
  CREATE TABLE scorer_parameters (
    digest text NOT NULL, place bigint NOT NULL, name text NOT NULL, unit bigint NOT NULL,
    minimum bigint NOT NULL, maximum bigint NOT NULL, default_value bigint NOT NULL,
    name_zh text NOT NULL, name_en text NOT NULL, PRIMARY KEY (digest, place)) WITHOUT ROWID;
  """
