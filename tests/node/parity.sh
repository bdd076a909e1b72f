#!/usr/bin/env bash
# Go, Express and Fastify play the same random worlds, and have to do the same; copies of the package that do not, are
# found. tests/node/run reads this file.

test_parity() {
  if [ ! -e bindings/go/go.mod ] || ! command -v go >/dev/null; then
    echo "        nothing is compared with Go: its binding or its compiler is not here"
    return
  fi
  check "the player in Go" go_player
  check "Go, Express and Fastify do the same" worlds "$PACKAGE" 1000
  apart "a recalled session that is cleared and lives on" lib/revocation.js 's/const wasRecalled = .*/const wasRecalled = false;/'
  apart "a login that keeps the id" lib/state.js '/^  login() {/,/^  }/s/this\.id = freshId();//'
  apart "a session that begins when it is written" lib/state.js '/^  put(/,/^  }/s/this\.currentBegan();//'
}

go_player() {
  make --no-print-directory go && (cd tests/parity/go && go vet . && go build -o "$WORK/go_player" .)
}

worlds() { # PACKAGE COUNT
  timeout 300 python3 tests/parity/worlds.py "$WORK/go_player" "$1" 1 "$2"
}

# What differs has to be said: another way to fail would prove nothing.
apart() { # WHAT FILE SED
  local folder
  folder=$(twin parity)
  sed -i "$3" "$folder/$2"
  worlds "$folder" 1000 >"$WORK/apart.txt" 2>&1
  check "found: $1" grep -q 'differs$' "$WORK/apart.txt"
}
