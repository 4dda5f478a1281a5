#!/usr/bin/env bash
# What `tools/bench rpc` runs: the same load against our echo server (a handler on the event loop, and
# one with a task), Go's ttrpc and gRPC C++, in one run, round by round in turn.
#   run.sh ROUNDS SECONDS OUR_SERVER WORK_FOLDER
# Prints for each load and peer the medians over the rounds, the span of the CPU time (the machine's
# noise), the ratios, and the bars. A peer whose library cannot be installed is left out with a line.
set -euo pipefail
rounds=$1 seconds=$2 ours=$3 work=$4
here=$(cd "$(dirname "$0")" && pwd)
messages=100000

# PACKAGES…: installs what is missing; fails where that cannot be.
installed() {
  dpkg -s "$@" >/dev/null 2>&1 && return
  { apt-get -qq install --no-install-recommends -y "$@" \
    || { apt-get -qq update && apt-get -qq install --no-install-recommends -y "$@"; }; } >"$work/apt" 2>&1
}

peers=(ours-inline ours-task)
cc -std=gnu11 -O2 "$here/ttrpc-load.c" -o "$work/ttrpc-load"
if installed golang-go golang-github-containerd-ttrpc-dev; then
  GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS=-buildvcs=false GOCACHE=${GOCACHE:-$work/go-cache} \
    go build -o "$work/ttrpc-go" "$here/go-server.go"
  peers+=(ttrpc-go)
else
  echo "left out: ttrpc-go, as golang-github-containerd-ttrpc-dev cannot be installed"
fi
if installed g++ libgrpc++-dev protobuf-compiler-grpc; then
  read -ra flags < <(pkg-config --cflags --libs grpc++ protobuf)
  protoc -I"$here" --cpp_out="$work" --grpc_out="$work" \
    --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" "$here/echo.proto"
  g++ -O2 -std=c++17 -I"$work" "$here/cpp-server.cc" "$work"/echo*.cc -o "$work/grpc-cpp" "${flags[@]}"
  g++ -O2 -std=c++17 "$here/grpc-load.cc" -o "$work/grpc-load" "${flags[@]}"
  peers+=(ours-grpc ours-grpc-task grpc-cpp)
else
  echo "left out: grpc-cpp and ours over gRPC, as libgrpc++-dev cannot be installed"
fi

servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; wait 2>/dev/null || true' EXIT
declare -A server
start() { # NAME COMMAND…
  local name=$1; shift
  rm -f "$work/$name.socket"
  "$@" "$work/$name.socket" >"$work/$name.log" 2>&1 &
  servers+=($!)
  server[$name]=$!
  for ((i = 0; i < 500; i++)); do [[ -S $work/$name.socket ]] && return; sleep 0.01; done
  echo "bench: $name does not start" >&2
  exit 1
}
start ours "$ours" echo
[[ " ${peers[*]} " == *" ttrpc-go "* ]] && start ttrpc-go "$work/ttrpc-go"
[[ " ${peers[*]} " == *" grpc-cpp "* ]] && start grpc-cpp "$work/grpc-cpp"

measure() { # PEER SHAPE METHOD IN_FLIGHT CONNECTIONS BODY [MESSAGES]
  local peer=$1 shape=$2 method=$3 load=ttrpc-load name=ours
  shift 3
  case $peer in
    *task) [[ $method == Echo ]] && method=Task ;;&
    ours-grpc* | grpc-cpp) load=grpc-load ;;&
    ttrpc-go | grpc-cpp) name=$peer ;;
  esac
  local in_flight=$1 connections=$2 body=$3
  shift 3
  echo "$shape $peer $("$work/$load" "$work/$name.socket" "$method" "$in_flight" "$connections" "$body" \
    "$seconds" "${server[$name]}" "$@")" >>"$work/results" \
    || { echo "bench: $peer fails at $shape" >&2; exit 1; }
}

echo "rpc: $rounds rounds of $seconds s each, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
rm -f "$work/results"
for ((round = 0; round < rounds; round++)); do
  # Each round begins with another peer.
  turned=("${peers[@]:round % ${#peers[@]}}" "${peers[@]:0:round % ${#peers[@]}}")
  for peer in "${turned[@]}"; do
    for shape in 1x1 16x1 64x1 4x4 16x4 64x4; do
      measure "$peer" "small-$shape" Echo "${shape%x*}" "${shape#*x}" 100
    done
    measure "$peer" 16KiB-1x1 Echo 1 1 16384
    measure "$peer" 16KiB-16x4 Echo 16 4 16384
    # Debian's Go library has no streams.
    [[ $peer == ttrpc-go || $peer == *task ]] || measure "$peer" stream-1x1 Stream 1 1 100 $messages
  done
done
awk -f "$here/table.awk" "$work/results"
