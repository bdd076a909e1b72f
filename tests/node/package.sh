#!/usr/bin/env bash
# The package as a stranger installs it: the tarball of `npm pack` in an empty folder without a compiler, and from source
# with one. Each time the README's example runs. tests/node/run reads this file.

test_package() {
  if ! command -v aarch64-linux-gnu-gcc >/dev/null; then
    without aarch64-linux-gnu-gcc "the package and its prebuilt addons"
    return
  fi
  rm -f "$WORK"/cello-session-*.tgz
  check "make node-package" make --no-print-directory node-package
  tarball=$(ls "$WORK"/cello-session-*.tgz)
  check "it has what it needs and nothing else" contents
  check "npm publish looks for the addons of both platforms" in_package npm run --silent prepublishOnly
  check "and misses one that is not there" misses_an_addon
  people_without_a_compiler "$WORK/bin"
  check "it installs in an empty folder with no compiler on the PATH" installs "$tarball" "$WORK/installed" "$WORK/bin"
  check "the README's example runs there: login, profile, logout" example_runs "$WORK/installed"
  check "an example that lets anybody in is found" not example_runs "$WORK/installed" 's/req\.session = null/void 0/'
  check "import and require load every entry there" loads_every_entry "$WORK/installed"

  check "the same package without its prebuilt addons" without_prebuilds "$WORK/source.tgz"
  check "does not install with no compiler on the PATH" not installs "$WORK/source.tgz" "$WORK/refused" "$WORK/bin"
  check "is built from source where there is one" installs "$WORK/source.tgz" "$WORK/built" "$PATH"
  check "and was built there" test -e "$WORK/built/node_modules/cello-session/build/Release/cello_session_node.node"
  check "and the README's example runs there" example_runs "$WORK/built"
}

contents() {
  local list=$WORK/contents
  tar -tzf "$tarball" | sed 's#^package/##' | sort >"$list"
  cat "$list"
  for file in package.json README.md LICENSE-MIT LICENSE-APACHE binding.gyp lib/index.js lib/index.d.ts src/addon.c \
    prebuilds/linux-x64/cello-session.node prebuilds/linux-arm64/cello-session.node; do
    grep -qx "$file" "$list" || { echo "there is no $file"; return 1; }
  done
  not grep -E '^(test|bench|example|build|node_modules|packaging|types)/|lock|\.npmrc|secret$' "$list"
}

# The tarball of `make node-package` has both; what is published from a folder where one was built has one.
misses_an_addon() {
  local folder
  folder=$(twin publish)
  rm -r "$folder/prebuilds/linux-arm64"
  not npm_run_in "$folder" prepublishOnly
}

# Everything that npm itself calls, and no compiler, make or Python among it.
people_without_a_compiler() { # FOLDER
  local program
  rm -rf "$1"
  mkdir -p "$1"
  for program in node npm sh bash env uname cat dirname basename sed; do
    ln -s "$(readlink -f "$(command -v "$program")")" "$1/$program"
  done
  for program in cc gcc g++ make python3; do
    check "there is no $program there" not env PATH="$1" sh -c "command -v $program"
  done
}

installs() { # TARBALL FOLDER PATH
  rm -rf "$2"
  mkdir -p "$2"
  (
    cd "$2" && echo '{ "private": true }' >package.json &&
      PATH=$3 npm install --no-audit --no-fund --loglevel=error "$1" "express@$(peer express)"
  )
}

peer() { node -p "require('$PACKAGE/node_modules/$1/package.json').version"; }

example_runs() { # FOLDER [SED]
  # shellcheck disable=SC2016 # these are the fences of a block
  sed -n '/^```js/,/^```/p' "$PACKAGE/README.md" | sed -n '2,/^```/p' | sed '$d' | sed "${2:-}" >"$1/example.mjs"
  [ "$(wc -l <"$1/example.mjs")" -le 25 ] && timeout 60 env "PATH=$WORK/bin" node "$ROOT/tests/node/drive_example.mjs" "$1/example.mjs"
}

loads_every_entry() { # FOLDER
  (
    cd "$1" && cat >entries.mjs <<'ENTRIES'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const entry of ["cello-session", "cello-session/express", "cello-session/fastify"]) {
  const [esm, cjs] = [await import(entry), require(entry)];
  if (Object.keys(esm).length === 0 || !cjs) throw new Error(entry);
}
ENTRIES
    PATH=$WORK/bin node entries.mjs
  )
}

without_prebuilds() { # TARBALL
  local folder
  folder=$(mktemp -d)
  tar -xzf "$tarball" -C "$folder" && rm -r "$folder/package/prebuilds" && tar -czf "$1" -C "$folder" package
  rm -r "$folder"
}
