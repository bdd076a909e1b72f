#!/usr/bin/env bash
# What can be said of the sources without running them: lint and format, types for CommonJS and ESM, and how a bundler or
# TypeScript resolves the package. tests/node/run reads this file.

test_sources() {
  check "biome: format and lint" in_package npx --no-install biome ci
  printf "// A file with a fault.\n'use strict';\nvar unused = 1\nif (unused == '1') debugger\n" >"$PACKAGE/lib/planted-fault.js"
  check "biome finds a planted fault" not in_package npx --no-install biome ci lib/planted-fault.js
  rm -f "$PACKAGE/lib/planted-fault.js"
  check "types: the sources" in_package npm run --silent types
  check "types: programs over the package, CommonJS and ESM" type_check "$PACKAGE"
  mistyped "a getter of another type" 's/readonly isNew: boolean/readonly isNew: string/'
  mistyped "an option that is missing" '/maxAgeSeconds?:/d'
  mistyped "a method that is missing" '/rotateId()/d'
  mistyped "a declared key that takes any value" 's/Exclude<SessionData\[K\], undefined>/any/'
  mistyped "values that are not looked into" 's/V & Storable<V>/V/'
  check "attw: every way to import the package has its types" in_package npm run --silent attw
  check "attw finds types of the wrong kind" wrong_kind_of_types
}

in_package() { (cd "$PACKAGE" && "$@"); }

mistyped() { # WHAT SED
  local folder
  folder=$(twin types)
  sed -i "$2" "$folder"/lib/*.d.ts "$folder"/lib/*.d.mts
  if diff -rq "$folder/lib" "$PACKAGE/lib" >/dev/null; then
    check "the fault can be planted: $1" false
    return
  fi
  check "types: found $1" not type_check "$folder"
}

type_check() { (cd "$1" && node_modules/.bin/tsc --project test/types/tsconfig.json); }

npm_run_in() { (cd "$1" && npm run --silent "$2"); }

# CommonJS types where an ES module is imported: TypeScript then believes in a default export that is not there.
wrong_kind_of_types() {
  local folder
  folder=$(twin attw)
  sed -i 's/\.d\.mts"/.d.ts"/' "$folder/package.json"
  not npm_run_in "$folder" attw
}
