#!/usr/bin/env bash
# `make demo-node` as a visitor of the repository runs it, and an application with a fault that it has to stop at.
# tests/node/run reads this file.

test_demo() {
  local told=$WORK/demo.txt maker
  check "make demo-node" demo_runs "$told"
  for maker in "the cello-session tool" "the Go package"; do
    if [ "$maker" = "the Go package" ] && ! command -v go >/dev/null; then
      continue
    fi
    check "it shows a session that $maker made" grep -q "A session that $maker made" "$told"
  done
  check "an application without revocation, which lets the thief in, is found" stops_at \
    "the thief replays the stolen cookie: 200 in place of 401" 's/^  revocation: .*//'
  check "and one that forgets the login" stops_at "the profile: 401 in place of 200" 's/req\.session\.user_id = user\.id;//'
}

demo_runs() { # FILE
  make --no-print-directory demo-node >"$1" 2>&1
  local status=$?
  cat "$1"
  [ "$status" -eq 0 ] && grep -q 'Everything went as it should' "$1"
}

stops_at() { # WORDS SED
  local folder output
  folder=$(twin demo)
  cp -r "$PACKAGE/example" "$folder/"
  sed -i "$2" "$folder/example/app.mjs"
  ! cmp -s "$folder/example/app.mjs" "$PACKAGE/example/app.mjs" || return
  output=$(timeout 100 node "$folder/example/demo.mjs" 2>&1) && return 1
  echo "$output"
  grep -qF "$1" <<<"$output"
}
