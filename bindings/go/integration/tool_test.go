// Tokens that the tool cello-session makes are read here, and those made here are read by the tool.

package integration

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// tool runs cello-session, which `make cli` builds.
func tool(t *testing.T, input string, words ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "../../../target/bin/cello-session", words...)
	command.Stdin = strings.NewReader(input)
	var errors bytes.Buffer
	command.Stderr = &errors
	output, err := command.Output()
	if err != nil {
		t.Fatalf("cello-session %s: %v\n%s", words[0], err, errors.String())
	}
	return strings.TrimSpace(string(output))
}

func secretFile(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, append(bytes.Clone(secret), '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func signer(t *testing.T, file string) *cellosession.Signer {
	t.Helper()
	read, err := cellosession.ReadSecretFile(file)
	if err != nil {
		t.Fatal(err)
	}
	made, err := cellosession.NewSigner(cellosession.Config{Secret: read})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestTokensOfTheToolAreReadHere(t *testing.T) {
	file := secretFile(t)
	const id = "000102030405060708090a0b0c0d0e0f"
	token := tool(t, "", "sign", "--secret-file", file, "--id", id, "user_id=123", "ü=größe", "n:int=-9223372036854775808",
		"yes:bool=true", "none:null=", "raw:bytes=00ff80", `list:json=[1,2.5,{"a":null}]`)
	var s cellosession.Session
	if err := signer(t, file).Verify(token, &s); err != nil {
		t.Fatal(err)
	}
	var list any
	if err := s.GetJSON("list", &list); err != nil {
		t.Error(err)
	}
	got := fmt.Sprintf("%s %q %q %d %v %v %x %v %d", s.ID(), s.GetString("user_id"), s.GetString("ü"), s.GetInt64("n"),
		s.GetBool("yes"), s.Kind("none") == cellosession.KindNull, s.GetBytes("raw"), list, s.Len())
	want := fmt.Sprintf(`%s "123" "größe" %d true true 00ff80 [1 2.5 map[a:<nil>]] 7`, id, int64(math.MinInt64))
	if got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
}

func TestTokensMadeHereAreReadByTheTool(t *testing.T) {
	file := secretFile(t)
	made := signer(t, file)
	var s cellosession.Session
	must(made.Begin(&s), s.Set("user_id", "123"), s.Set("n", int64(math.MaxInt64)), s.Set("no", false), s.Set("none", nil),
		s.Set("raw", []byte{0, 255}), s.Set("list", []any{1, 2.5}), s.Set("half", 0.5))
	token, err := made.Sign(&s)
	if err != nil {
		t.Fatal(err)
	}
	var told struct {
		ID      string
		Entries []struct {
			Key, Kind string
			Value     json.RawMessage
		}
	}
	if err = json.Unmarshal([]byte(tool(t, token, "verify", "--json", "--secret-file", file)), &told); err != nil {
		t.Fatal(err)
	}
	entries := map[string]string{}
	for _, entry := range told.Entries {
		entries[entry.Key] = entry.Kind + " " + string(entry.Value)
	}
	want := map[string]string{
		"user_id": `text "123"`, "n": "int 9223372036854775807", "no": "bool false", "none": "null null",
		"raw": `bytes "00ff"`, "list": `json "[1,2.5]"`, "half": `json "0.5"`,
	}
	if fmt.Sprint(entries) != fmt.Sprint(want) || told.ID != s.ID().String() {
		t.Errorf("%v %s\nnot %v %s", entries, told.ID, want, s.ID())
	}
}
