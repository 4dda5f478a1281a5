# Lines `LOAD PEER RATE P50 P99 CPU` of several rounds → a table of medians, with ratios and bars.
function median(load, peer, column,    n, i, j, t, v) {
  if (!((load, peer) in count)) return 0
  n = count[load, peer]
  for (i = 1; i <= n; i++) v[i] = value[load, peer, column, i]
  for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (v[j] < v[i]) { t = v[i]; v[i] = v[j]; v[j] = t }
  low = v[1]; high = v[n]
  return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}
function bar(text, is, most) {
  printf "  %-58s %6.2f  (at most %.2f)  %s\n", text, is, most, is <= most ? "met" : "MISSED"
}
{
  n = ++count[$1, $2]
  for (c = 3; c <= 6; c++) value[$1, $2, c, n] = $c
  if (!($1 in known)) { known[$1] = 1; loads[++l] = $1 }
  if (!($2 in met)) { met[$2] = 1; peers[++p] = $2 }
}
END {
  printf "%-13s %-15s %10s %10s %10s %9s %17s %8s %8s\n", "load", "server", "calls/s", "p50 us", "p99 us",
    "CPU us", "(span)", "CPU/Go", "CPU/C++"
  for (i = 1; i <= l; i++) {
    load = loads[i]
    for (j = 1; j <= p; j++) {
      peer = peers[j]
      if (!((load, peer) in count)) continue
      cpu = median(load, peer, 6); span = sprintf("(%.2f–%.2f)", low, high)
      go = median(load, "ttrpc-go", 6); cpp = median(load, "grpc-cpp", 6)
      printf "%-13s %-15s %10.0f %10.1f %10.1f %9.2f %17s %8s %8s\n", load, peer, median(load, peer, 3),
        median(load, peer, 4), median(load, peer, 5), cpu, span, go ? sprintf("%.2f", cpu / go) : "-",
        cpp ? sprintf("%.2f", cpu / cpp) : "-"
    }
  }
  print "bars, ours on ttrpc with a handler on the event loop:"
  for (i = 1; i <= l; i++) {
    load = loads[i]
    if (load !~ /^small/) continue
    split(load, parts, "-")
    if (parts[2] == "1x1" && (load, "ttrpc-go") in count) {
      bar(load ": p50 by Go's", median(load, "ours-inline", 4) / median(load, "ttrpc-go", 4), 1)
    }
    if (parts[2] + 0 < 16) continue
    for (j = 1; j <= p; j++) {
      peer = peers[j]
      if (peer != "ttrpc-go" && peer != "grpc-cpp") continue
      bar(load ": CPU a call by that of " peer, median(load, "ours-inline", 6) / median(load, peer, 6),
        peer == "ttrpc-go" ? 0.5 : 0.2)
      bar(load ": p99 by that of " peer, median(load, "ours-inline", 5) / median(load, peer, 5), 1)
    }
  }
}
