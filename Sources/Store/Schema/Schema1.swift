/// The first schema.
///
/// Tables of record kinds bear the kinds' and columns' names (see the standard's record files). In
/// them a date is days since 1970-01-01, a time UTC seconds, a clock time the second of the day, a
/// month `12 · year + month − 1`, a choice its position in the kind's list (lists only grow at
/// their end), a number with decimals hundredths, and a reference the `id` of the record that it
/// names. An empty text is itself; any other empty value is NULL, or 0 for a reference in a key,
/// since NULLs are never equal. A centre or unit without its last column is known only because
/// records name it.
///
/// Each kind that the appraisal reads has two more indexes: by date, for a month of everyone, and
/// by member and date, for one member.
let schema1 = """
  CREATE TABLE schema_history (
    number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL);
  CREATE TABLE county (
    code text PRIMARY KEY, name text NOT NULL, created_at bigint NOT NULL);

  CREATE TABLE centers (
    id integer PRIMARY KEY, center_code text NOT NULL UNIQUE, name text NOT NULL,
    level bigint);
  CREATE TABLE units (
    id integer PRIMARY KEY, unit_code text NOT NULL UNIQUE, name text NOT NULL,
    kind bigint);
  CREATE TABLE staff (
    id integer PRIMARY KEY, staff_no text NOT NULL UNIQUE, name text NOT NULL,
    center_code bigint NOT NULL, unit_code bigint NOT NULL, window_code text NOT NULL,
    employment bigint NOT NULL, on_window_since bigint NOT NULL, left_on bigint);
  CREATE INDEX staff_by_center ON staff (center_code, staff_no);
  CREATE INDEX staff_by_unit ON staff (unit_code, staff_no);
  CREATE TABLE calendar (
    id integer PRIMARY KEY, date bigint NOT NULL UNIQUE, kind bigint NOT NULL);
  CREATE TABLE schedules (
    id integer PRIMARY KEY, center_code bigint NOT NULL, from_date bigint NOT NULL,
    am_start bigint NOT NULL, am_end bigint NOT NULL, pm_start bigint NOT NULL,
    pm_end bigint NOT NULL, UNIQUE (center_code, from_date));
  CREATE TABLE policy (
    id integer PRIMARY KEY, name text NOT NULL UNIQUE, value text NOT NULL);

  CREATE TABLE punch_devices (
    id integer PRIMARY KEY, code text NOT NULL UNIQUE);
  CREATE TABLE punch_months (
    id integer PRIMARY KEY, count bigint NOT NULL, punches blob NOT NULL);

  CREATE TABLE leaves (
    id integer PRIMARY KEY, leave_no text NOT NULL UNIQUE, staff_no bigint NOT NULL,
    kind bigint NOT NULL, from_date bigint NOT NULL, from_session bigint NOT NULL,
    to_date bigint NOT NULL, to_session bigint NOT NULL, substitute_no bigint,
    status bigint NOT NULL);
  CREATE INDEX leaves_by_date ON leaves (to_date, from_date);
  CREATE INDEX leaves_by_member ON leaves (staff_no, to_date);
  CREATE TABLE corrections (
    id integer PRIMARY KEY, staff_no bigint NOT NULL, date bigint NOT NULL,
    session bigint NOT NULL, direction bigint NOT NULL, status bigint NOT NULL,
    UNIQUE (staff_no, date, session, direction));
  CREATE INDEX corrections_by_date ON corrections (date);
  CREATE TABLE incidents (
    id integer PRIMARY KEY, incident_no text NOT NULL UNIQUE, staff_no bigint NOT NULL,
    date bigint NOT NULL, time bigint, kind bigint NOT NULL, minutes bigint NOT NULL,
    status bigint NOT NULL, source bigint NOT NULL,
    note text NOT NULL);
  CREATE INDEX incidents_by_date ON incidents (date);
  CREATE INDEX incidents_by_member ON incidents (staff_no, date);
  CREATE TABLE cases (
    id integer PRIMARY KEY, case_no text NOT NULL UNIQUE, staff_no bigint NOT NULL,
    item_code text NOT NULL, accepted_at bigint NOT NULL, due_at bigint NOT NULL,
    finished_at bigint, returned bigint NOT NULL);
  CREATE INDEX cases_by_date ON cases (finished_at, due_at);
  CREATE INDEX cases_by_member ON cases (staff_no, finished_at);
  CREATE TABLE inspections (
    id integer PRIMARY KEY, inspection_no text NOT NULL UNIQUE, staff_no bigint NOT NULL,
    date bigint NOT NULL, desk bigint NOT NULL, "window" bigint NOT NULL,
    person bigint NOT NULL);
  CREATE INDEX inspections_by_date ON inspections (date);
  CREATE INDEX inspections_by_member ON inspections (staff_no, date);
  CREATE TABLE ratings (
    id integer PRIMARY KEY, rating_no text NOT NULL UNIQUE, staff_no bigint NOT NULL,
    at bigint NOT NULL, level bigint NOT NULL, case_no text NOT NULL,
    status bigint NOT NULL, comment text NOT NULL);
  CREATE INDEX ratings_by_date ON ratings (at);
  CREATE INDEX ratings_by_member ON ratings (staff_no, at);
  CREATE TABLE complaints (
    id integer PRIMARY KEY, complaint_no text NOT NULL UNIQUE, staff_no bigint NOT NULL,
    date bigint NOT NULL, channel bigint NOT NULL, kind bigint NOT NULL,
    status bigint NOT NULL);
  CREATE INDEX complaints_by_date ON complaints (date);
  CREATE INDEX complaints_by_member ON complaints (staff_no, date);
  CREATE TABLE trainings (
    id integer PRIMARY KEY, training_id text NOT NULL UNIQUE, date bigint NOT NULL,
    title text NOT NULL, category bigint NOT NULL, mode bigint NOT NULL);
  CREATE TABLE training_attendance (
    id integer PRIMARY KEY, training_id bigint NOT NULL, staff_no bigint NOT NULL,
    status bigint NOT NULL, UNIQUE (training_id, staff_no));
  CREATE INDEX training_attendance_by_member ON training_attendance (staff_no);
  CREATE TABLE exams (
    id integer PRIMARY KEY, exam_id text NOT NULL, staff_no bigint NOT NULL,
    date bigint NOT NULL, theory bigint NOT NULL, practical bigint NOT NULL,
    grade bigint NOT NULL, attempt bigint NOT NULL, UNIQUE (exam_id, staff_no, attempt));
  CREATE INDEX exams_by_date ON exams (date);
  CREATE INDEX exams_by_member ON exams (staff_no, date);
  CREATE TABLE reviews (
    id integer PRIMARY KEY, staff_no bigint NOT NULL, month bigint NOT NULL,
    source bigint NOT NULL, reviewer_no text NOT NULL, dimension bigint NOT NULL,
    mark bigint NOT NULL, UNIQUE (staff_no, month, source, reviewer_no, dimension));
  CREATE INDEX reviews_by_month ON reviews (month);
  CREATE TABLE adjustments (
    id integer PRIMARY KEY, staff_no bigint NOT NULL, month bigint NOT NULL,
    dimension bigint NOT NULL, points bigint NOT NULL, reason text NOT NULL,
    UNIQUE (staff_no, month, dimension));
  CREATE INDEX adjustments_by_month ON adjustments (month);

  CREATE TABLE appraisal_runs (
    id integer PRIMARY KEY, period bigint NOT NULL, status bigint NOT NULL,
    is_current bigint NOT NULL, is_provisional bigint NOT NULL, policy_version text NOT NULL,
    plugin_digests text NOT NULL, engine_version text NOT NULL, started_at bigint NOT NULL,
    finished_at bigint, member_count bigint NOT NULL, excellent_count bigint NOT NULL,
    unqualified_count bigint NOT NULL, failure_code text, failure_zh text, failure_en text);
  CREATE INDEX appraisal_runs_by_period ON appraisal_runs (period, id);
  CREATE TABLE appraisal_results (
    id integer PRIMARY KEY, center_code text NOT NULL, staff_no text NOT NULL,
    grade bigint NOT NULL, figures blob NOT NULL);
  CREATE TABLE appraisal_members (
    run_id bigint NOT NULL, staff_no text NOT NULL, result_id bigint NOT NULL,
    PRIMARY KEY (run_id, staff_no)) WITHOUT ROWID;

  CREATE TABLE first_answers (
    id integer PRIMARY KEY, request_id text NOT NULL UNIQUE, method text NOT NULL,
    request_hash blob NOT NULL, answer blob NOT NULL, at bigint NOT NULL);
  CREATE INDEX first_answers_by_time ON first_answers (at);

  CREATE TABLE audit (
    number integer PRIMARY KEY, at bigint NOT NULL, actor text NOT NULL, method text NOT NULL,
    subject text NOT NULL, before text NOT NULL, after text NOT NULL, hash blob NOT NULL);
  """
