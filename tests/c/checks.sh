#!/usr/bin/env bash
# The check functions of the steps that run programs: a line for each check, and what a failing command said.
# Sourced with `out` set to the folder that the log goes to; it counts in passed, failed and skipped.
# shellcheck disable=SC2034,SC2154 # the counts and `out` are the sourcing script's

passed=0 failed=0 skipped=0

must() { # NAME COMMAND...
  local name=$1
  shift
  if "$@" >"$out/log" 2>&1; then
    ok "$name"
  else
    not_ok "$name"
  fi
}

# As must, for what everything after it stands on: without it there is nothing more to run.
need() { # NAME COMMAND...
  local failed_before=$failed
  must "$@"
  if [ "$failed" -gt "$failed_before" ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
    exit 1
  fi
}

caught() { # NAME PATTERN COMMAND... : the command fails, and says why
  local name=$1 pattern=$2
  shift 2
  if timeout 300 "$@" >"$out/log" 2>&1; then
    not_ok "$name: not caught"
  elif grep -q -- "$pattern" "$out/log"; then
    ok "caught: $name"
  else
    not_ok "$name: failed, but without saying: $pattern"
  fi
}

run_program() { # COUNT_ITS_CHECKS NAME COMMAND...
  local counted=$1 name=$2 status=0
  shift 2
  [[ ${*: -1} == */test_vectors ]] && set -- "$@" tests/vectors/v1.json
  timeout 300 "$@" >"$out/log" 2>&1 || status=$?
  if [ "$counted" = yes ] && [[ $(tail -n 1 "$out/log") =~ :\ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1] - 1))
    name+=": ${BASH_REMATCH[1]} checks"
  fi
  if [ "$status" -eq 0 ]; then
    ok "$name"
  else
    not_ok "$name"
  fi
}

ok() {
  passed=$((passed + 1))
  echo "ok      $1"
}

not_ok() {
  failed=$((failed + 1))
  echo "FAILED  $1"
  tail -n 60 "$out/log" | sed 's/^/        /'
}

skip() { # TOOL WHAT
  skipped=$((skipped + 1))
  echo "skipped there is no $1: $2"
}

not() { ! "$@"; }

dies_of_segv() {
  local status=0
  "$@" || status=$?
  [ "$status" -eq 139 ]
}

first_of() { # COMMAND...
  local name
  for name in "$@"; do
    command -v "$name" >/dev/null && echo "$name" && return
  done
  return 1
}
