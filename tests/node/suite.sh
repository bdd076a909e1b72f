#!/usr/bin/env bash
# The suite of node:test, file by file, and copies of the package with a planted fault, in which it has to fail.
# tests/node/run reads this file.

# The counts of node:test are added to ours; what failed is shown.
run_file() { # FILE [WHERE]
  local name tap status=0 p f
  name=$(basename "$1")
  tap=$WORK/${name%.test.mjs}.tap
  timeout 400 node --test --test-reporter=tap "$1" >"$tap" 2>&1 </dev/null || status=$?
  read -r p f < <(awk '/^# pass / { p = $3 } /^# fail / { f = $3 } END { print p + 0, f + 0 }' "$tap")
  if [ "$status" -ne 0 ] && [ "$f" -eq 0 ] || [ "$p" -eq 0 ] && [ "$f" -eq 0 ]; then
    f=1
  fi
  # No test of the suite is skipped for want of a tool but the one that needs the Go binding, where that is not there.
  passed=$((passed + p)) failed=$((failed + f))
  if [ "$f" -eq 0 ]; then
    echo "ok      ${2:-}$name: $p passed"
    return
  fi
  echo "FAILED  ${2:-}$name: $p passed, $f failed"
  grep -E -A 12 '^ *not ok|signal:' "$tap" | cut -c 1-300 | head -n 60 | sed 's/^/        /'
}

test_suite() {
  local file
  unset NODE_TEST_CONTEXT
  go_peer
  for file in "$PACKAGE"/test/*.test.mjs; do
    run_file "$file"
  done
  unbroken rules revocation revocation_meanwhile stores held compression secrecy keys
  broken "a session that is never written" rules lib/answer.js 's/return state.core.write(state, AS_COOKIE);/return null;/'
  broken "a deletion cookie for a forged one" rules lib/answer.js 's/if (state.dropped) return null;//; s/state.received && state.changed/state.changed/'
  broken "no Vary" rules lib/answer.js 's/return "Cookie";/return null;/'
  broken "no Cache-Control" rules lib/answer.js 's/=== "") return NO_CACHE;/=== "") return null;/'
  broken "revocation that is never asked" revocation lib/memory-store.js 's/revoked: id !== null .*/revoked: false,/'
  broken "a recalled session that is cleared and lives on" revocation_meanwhile lib/revocation.js 's/const wasRecalled = .*/const wasRecalled = false;/'
  broken "a session that goes on when it was revoked" revocation_meanwhile lib/revocation.js 's/^      state\.clear();$//'
  broken "a renewal by a route that never looked" revocation_meanwhile lib/express.js 's/if (!this\.isLookedAt) return;//'
  broken "a store whose answer is not looked at" stores lib/asked-store.js 's/if (!isRight) throw/if (false) throw/'
  broken "a second answer that changes the first" held lib/hold.js 's/ended?.restore(res);//'
  broken "an answer that goes round what holds it" held lib/express.js 's/if (!context.isClosed) leadToHold(res, context);//'
  broken "headers of an answer that was not sent" held lib/hold.js 's/for (const name of OF_THE_ANSWER).*//'
  broken "headers that are asked for twice" compression lib/hold.js 's/if (method !== "writeHead".*) kept.push/kept.push/'
  broken "a writer who is never told to go on" held lib/hold.js 's/isDrainOwed = true;//'
  broken "an error that shows the value" secrecy lib/error.js 's/super(message,/super(message + "hush-hush-hush-hush-hush",/'
  broken "keys that are looked up in a plain object" keys lib/session.js 's/Object.create(null)/({})/'
}

# What is found in a broken copy must not be the copy's own fault.
unbroken() { # TEST...
  local folder test
  folder=$(twin suite)
  for test in "$@"; do
    check "an unbroken copy passes: $test" timeout 100 node --test --test-reporter=tap "$folder/test/$test.test.mjs"
  done
}

broken() { # WHAT TEST FILE SED
  local folder
  folder=$(twin suite)
  sed -i "$4" "$folder/$3"
  if cmp -s "$folder/$3" "$PACKAGE/$3"; then
    check "the fault can be planted: $1" false
    return
  fi
  check "found: $1" not timeout 100 node --test --test-reporter=tap "$folder/test/$2.test.mjs"
}

# A program over the Go binding, with which tokens are exchanged, where that binding and its language are there.
go_peer() {
  if [ ! -e bindings/go/go.mod ] || ! command -v go >/dev/null; then
    echo "        no tokens are exchanged with Go: its binding or its compiler is not here"
    return
  fi
  make --no-print-directory go >"$WORK/go.log" 2>&1 &&
    (cd tests/node/go && go build -o "$WORK/go_peer" .) >>"$WORK/go.log" 2>&1 && export CELLO_SESSION_GO_PEER=$WORK/go_peer
  check "the Go binding's peer was built" test -x "$WORK/go_peer"
}
