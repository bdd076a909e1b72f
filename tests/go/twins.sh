#!/usr/bin/env bash
# The broken twins of the Go step: copies of the package with one fault each, which its gates must find.
# Sourced by tests/go/run.
# shellcheck disable=SC2154 # `out` is the sourcing script's

twins() {
  local folder=$out/twins
  rm -rf "$folder"

  copy unformatted
  printf 'package cellosession\n\nfunc  planted( ) { }\n' >"$folder/unformatted/bindings/go/planted.go"
  found "a file that gofmt would change" "not formatted" formatted "$folder/unformatted/bindings/go"

  copy vet
  printf 'package cellosession\n\nimport "fmt"\n\nfunc Planted() { fmt.Printf("%%d", "text") }\n' \
    >"$folder/vet/bindings/go/planted.go"
  found "what go vet is there for" "wrong type" in_module "$folder/vet/bindings/go" go vet .

  copy unused
  printf 'package cellosession\n\nfunc planted() {}\n' >"$folder/unused/bindings/go/planted.go"
  command -v staticcheck >/dev/null &&
    found "a function that nobody calls" "U1000" in_module "$folder/unused/bindings/go" staticcheck .

  copy untidy
  (cd "$folder/untidy/bindings/go/redisrevocation" && sed -i '/xxhash/d' go.mod)
  found "a go.mod that is not tidy" "xxhash" tidy "$folder/untidy/bindings/go/redisrevocation"

  copy vector
  sed -i '0,/0YRJogEFBETS/s//0YRJogEFBEUS/' "$folder/vector/tests/vectors/v1.json"
  found "a vector that was changed" "FAIL" in_module "$folder/vector/bindings/go" go test -run Vectors .

  copy race
  edit race session.go 's/^\tmu  *sync\.Mutex/\tmu noLock/; s/^\t"sync"$//'
  printf '// Planted.\npackage cellosession\n\ntype noLock struct{}\n\nfunc (noLock) Lock() {}\nfunc (noLock) Unlock() {}\n' \
    >"$folder/race/bindings/go/planted.go"
  printf 'package cellosession\n\nimport "testing"\n\nfunc TestPlanted(t *testing.T) {\n\tvar n int\n\tdone := make(chan bool)\n\tgo func() { n++; done <- true }()\n\tn++\n\t<-done\n}\n' \
    >"$folder/race/bindings/go/planted_test.go"
  found "a session without its lock" "DATA RACE" \
    in_module "$folder/race/bindings/go" go test -race -run 'TestSeveralGoroutines' .
  found "a data race" "DATA RACE" in_module "$folder/race/bindings/go" go test -race -run 'TestPlanted' .

  copy leak
  edit leak commit.go 's/^\tstates\.Put(s\.state)$/\tleaked = append(leaked, s.state)/'
  printf '// Planted.\npackage cellosession\n\nimport "github.com/libcello/libcello_session/bindings/go/internal/abi"\n\nvar leaked []*abi.State\n' \
    >"$folder/leak/bindings/go/planted.go"
  found "a session that is kept for each request" "heap grew" \
    in_module "$folder/leak/bindings/go/integration" go test -run 'FlatMemory' .

  copy lowered
  edit lowered redisrevocation/raise.go 's/stood > tonumber(at)/stood < 0/'
  command -v redis-server >/dev/null &&
    found "a not_before that is lowered" "stands at" \
      in_module "$folder/lowered/bindings/go/redisrevocation" go test -run 'NeverLowered/^redis$' .

  copy outrun
  edit outrun commit.go 's/s\.origin\.began <= uint64(notBefore)/false/'
  found "a recalled session that is cleared and lives on" "NoLogin" in_module "$folder/outrun/bindings/go" go test -run 'NoLogin' .

  copy vary
  edit vary commit.go 's/"Vary"/"X-Vary"/'
  found "an answer without Vary" "Vary" in_module "$folder/vary/bindings/go/integration" go test -run 'LifeOfASession' .

  found "a test run without a test" "no test ran" tests/go/count.py nothing </dev/null
}

# found is `caught` for the functions of these scripts, which timeout cannot run: the gate fails, and says why.
found() { # NAME PATTERN COMMAND...
  local name=$1 pattern=$2
  shift 2
  if "$@" >"$out/log" 2>&1; then
    not_ok "$name: not caught"
  elif grep -q -- "$pattern" "$out/log"; then
    ok "caught: $name"
  else
    not_ok "$name: failed, but without saying: $pattern"
  fi
}

# copy makes a twin: the package, and what of the repository its tests read.
copy() { # NAME
  mkdir -p "$out/twins/$1/bindings" "$out/twins/$1/tests"
  cp -r bindings/go "$out/twins/$1/bindings/go"
  cp -r tests/vectors tests/servers "$out/twins/$1/tests/"
}

# edit changes a file of a twin; one that changes nothing is a mistake of this script.
edit() { # NAME FILE SED_SCRIPT
  local file=$out/twins/$1/bindings/go/$2
  sed -i "$3" "$file"
  if cmp -s "bindings/go/$2" "$file"; then
    echo "the twin '$1' has no fault: $2 was not changed" >"$out/log"
    not_ok "twin $1"
  fi
}
