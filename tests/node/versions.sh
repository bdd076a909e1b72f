#!/usr/bin/env bash
# The suite in the other versions of Node, with the addon that was built once: it is promised for 20 or later.
# tests/node/run reads this file.

test_versions() {
  local major
  if [ "$(uname -m)" != x86_64 ]; then
    without "Node of other versions for this processor" "the suite in other versions of Node"
    return
  fi
  for major in 20 22 24 26; do
    [ "$(major_version)" = "$major" ] && continue
    if [ ! -x "target/tools/node-$major/bin/node" ]; then
      without "target/tools/node-$major, which tests/node/provision installs" "the suite in Node $major"
      continue
    fi
    in_version "$major" "$ROOT/target/tools/node-$major/bin"
  done
}

in_version() { # MAJOR FOLDER
  local PATH="$2:$PATH" file
  hash -r
  check "Node $1 is the one that runs" test "$(major_version)" = "$1"
  for file in "$PACKAGE"/test/*.test.mjs; do
    # Where the clients of Redis run does not matter to what the servers have to say.
    [ "$(basename "$file")" = revocation_redis.test.mjs ] || run_file "$file" "Node $1: "
  done
  broken "in Node $1, a session that is never written" rules lib/answer.js 's/return state.core.write(state, AS_COOKIE);/return null;/'
}

major_version() { node -p 'process.versions.node.split(".")[0]'; }
