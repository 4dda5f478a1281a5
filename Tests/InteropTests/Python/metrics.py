"""Reads a metrics page with Prometheus' own parser, and checks what a parser alone would let pass."""

import sys

from prometheus_client.parser import text_string_to_metric_families

page = open(sys.argv[1], encoding="utf-8").read()
families = {family.name: family for family in text_string_to_metric_families(page)}

for family in families.values():
    assert family.documentation, f"{family.name} has no HELP"
    assert family.type in ("counter", "gauge", "histogram"), f"{family.name}: {family.type}"
    assert family.samples, f"{family.name} has no sample"
    seen = [(sample.name, tuple(sorted(sample.labels.items()))) for sample in family.samples]
    assert len(seen) == len(set(seen)), f"{family.name} says a sample twice"

calls = families["windowstaff_calls"]
assert calls.type == "counter"
assert {s.labels["code"] for s in calls.samples} >= {"OK", "NOT_FOUND"}
assert {label for s in calls.samples for label in s.labels} == {"method", "code"}

durations = families["windowstaff_call_duration_seconds"]
assert durations.type == "histogram"
for method in {s.labels["method"] for s in durations.samples}:
    of_method = [s for s in durations.samples if s.labels["method"] == method]
    buckets = [s for s in of_method if s.name.endswith("_bucket")]
    bounds = [float(s.labels["le"]) for s in buckets]
    counts = [s.value for s in buckets]
    assert bounds == sorted(bounds) and bounds[-1] == float("inf"), method
    assert counts == sorted(counts), f"{method}: buckets are not cumulative"
    (count,) = [s.value for s in of_method if s.name.endswith("_count")]
    (total,) = [s.value for s in of_method if s.name.endswith("_sum")]
    assert counts[-1] == count and total >= 0, method
    assert count == sum(s.value for s in calls.samples if s.labels["method"] == method), method

assert families["process_cpu_seconds"].samples[0].value > 0
assert families["process_open_fds"].samples[0].value < families["process_max_fds"].samples[0].value
print(f"{len(families)} families")
print("ok")
