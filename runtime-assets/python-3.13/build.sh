#!/usr/bin/env bash
# Builds CPython 3.13 for WASI from sources into artefacts/ (README.md explains what and why).
#
#   build.sh [--sources FOLDER] [--work FOLDER] [--jobs N] [--output FOLDER]
#
#   --sources  files fetched before; what is missing comes from the Debian archive
#   --work     where to build (default: a new folder under /tmp); kept
#   --output   where the artefacts go (default: artefacts/ here); give another one to compare builds
#
# Runs on Debian 12 as root (it installs what it needs). About 20 minutes of two cores.

set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
WORK= JOBS=$(nproc) SOURCES= OUTPUT=$HERE/artefacts
while [ $# -gt 0 ]; do
  case $1 in
    --sources) SOURCES=$(realpath "$2") ;;
    --work) mkdir -p "$2" && WORK=$(realpath "$2") ;;
    --jobs) JOBS=$2 ;;
    --output) mkdir -p "$2" && OUTPUT=$(realpath "$2") ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift 2
done
WORK=${WORK:-$(mktemp -d)}
export HERE WORK JOBS

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
step() { bash "$HERE/scripts/$1.sh" "${@:2}"; }
# A step is done once per work folder, so that a build that stopped goes on where it was.
once() {
  local mark=$WORK/done/$1
  if [ -e "$mark" ]; then return; fi
  say "$1"
  "${@:2}"
  mkdir -p "$WORK/done"
  touch "$mark"
}

install_tools() {
  local packages=(clang-19 lld-19 llvm-19 gcc libc6-dev make patch xz-utils pkg-config zlib1g-dev nodejs)
  command -v node > /dev/null && unset 'packages[-1]'
  dpkg --status "${packages[@]}" > /dev/null 2>&1 && return
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}"
}

once 'install tools' install_tools
once 'fetch sources' step fetch "$SOURCES"
once 'unpack' step unpack
once 'native python' step native-python
once 'libraries' step libraries '-O3 -flto'
once 'profile runtime' step profile-runtime
once 'configure' step interpreter configure
once 'library archive' step archive
once 'compile for training' step interpreter compile training '-O3 -fprofile-generate'
once 'train' step train
once 'compile' step interpreter compile final "-O3 -flto -fprofile-use=$WORK/out/python.profdata"
# Across files, hot calls are inlined by size only. The default weighs the cycles saved, too: some functions became five
# times as large, which browsers compile at every start, for no speed; and the evaluation loop took the linker 16 GB.
# The same limit within files makes the code 5 % smaller, but programs 5 % slower.
INLINING=(-inline-enable-cost-benefit-analysis=false -hot-callsite-threshold=250)
once 'link' step link final "$WORK/out/python.wasm" '-O3 -flto' "${INLINING[@]/#/-Wl,-mllvm,}"
once 'pack' node "$HERE/pack.mjs" "$WORK/out" "$OUTPUT"
say "done: $OUTPUT"
