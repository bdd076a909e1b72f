#!/usr/bin/env bash
# The addon's memory: built with AddressSanitizer and run over the suite; half a million calls with an addon that leaks;
# every signer wiped when it is collected and when its thread ends. tests/node/run reads this file.

test_memory() {
  local name
  check "the addon with AddressSanitizer" addon "$WORK/asan" -fsanitize=address -fno-omit-frame-pointer
  check "it is the one that is loaded" loads "$WORK/asan"
  # Left out: those that measure memory or only repeat the same calls beside real servers.
  for name in vectors values keys signer fuzz secrecy rules express fastify passport held compression responses revocation \
    revocation_meanwhile revocation_signer stores upgrade workers; do
    check "AddressSanitizer: $name" sanitized "$WORK/asan" --test-reporter=dot "$PACKAGE/test/$name.test.mjs"
  done
  check "an addon that reads beyond its buffer" planted "$WORK/overrun" PLANT_OVERRUN -fsanitize=address
  check "AddressSanitizer finds it" stopped_by_sanitizer "$WORK/overrun"

  check "an addon that leaks 32 bytes a call" planted "$WORK/leaking" PLANT_LEAK
  check "500,000 calls show it" leak_shows

  check "an addon that tells of each wipe" planted "$WORK/counting" PLANT_COUNT
  check "50 signers are wiped when they are collected" wipes 50 collected
  check "50 signers are wiped when their thread ends" wipes 50 ended
  check "signers that are still held are not" not wipes 50 held
}

planted() { # FOLDER FAULT FLAGS...
  addon "$1" "-D$2" "${@:3}" tests/node/planted.c -Wl,--wrap=cello_session_verify -Wl,--wrap=cello_session_signer_wipe
}

with_sanitizer() { # FOLDER COMMAND...
  env CELLO_SESSION_PREBUILD="$1" LD_PRELOAD="$(cc -print-file-name=libasan.so)" \
    ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=86 "${@:2}"
}

sanitized() { # FOLDER ARGUMENTS...
  with_sanitizer "$1" timeout 300 node --test "${@:2}"
}

loads() { # FOLDER
  with_sanitizer "$1" node -e "
    require('$PACKAGE');
    if (!require('node:fs').readFileSync('/proc/self/maps', 'utf8').includes('$1/build/Release/')) process.exit(1);"
}

stopped_by_sanitizer() { # FOLDER
  local output status=0
  output=$(with_sanitizer "$1" node -e "
    const { Signer } = require('$PACKAGE');
    new Signer({ secret: 'x'.repeat(40) }).verify('abc');" 2>&1) || status=$?
  [ "$status" -eq 86 ] && grep -q 'heap-buffer-overflow' <<<"$output"
}

leak_shows() {
  local output
  output=$(CELLO_SESSION_PREBUILD=$WORK/leaking node --test --test-name-pattern='verify: ' "$PACKAGE/test/memory.test.mjs" 2>&1)
  echo "$output"
  grep -q 'verify grew by' <<<"$output"
}

# A thread's end is looked at in a worker; the process itself leaves its memory to the system.
wipes() { # COUNT WHEN
  local count
  count=$(CELLO_SESSION_PREBUILD=$WORK/counting node --expose-gc "$ROOT/tests/node/wiped_signers.mjs" "$PACKAGE" "$1" "$2" 2>&1 |
    grep -c '^a signer was wiped$')
  echo "$count were wiped"
  [ "$count" -ge "$1" ]
}
