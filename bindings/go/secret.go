// This file keeps secrets from being printed: by hand, by a logger, by a dump of the struct around them.

package cellosession

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
)

const redacted = "[secret]"

// Secret is what signs or verifies: 32 to 1024 random bytes that nobody else knows. It prints as "[secret]", however
// it is printed. The zero Secret is none.
type Secret struct {
	// A function is the one thing whose contents no debug printer shows, wherever the Secret is nested.
	reveal func() []byte
}

// NewSecret copies the bytes of a secret.
func NewSecret(secret []byte) Secret {
	kept := append([]byte(nil), secret...)
	return Secret{func() []byte { return kept }}
}

// ReadSecretFile reads a secret from a file: its bytes, less one newline (LF or CR LF) at
// their end. How long a secret has to be is
// checked by [New] and [NewSigner].
func ReadSecretFile(path string) (Secret, error) {
	secret, err := os.ReadFile(path)
	if err != nil {
		return Secret{}, fmt.Errorf("cellosession: secret: %w", err)
	}
	if line, found := bytes.CutSuffix(secret, []byte("\n")); found {
		secret = bytes.TrimSuffix(line, []byte("\r"))
	}
	return Secret{func() []byte { return secret }}, nil
}

func (s Secret) bytes() []byte {
	if s.reveal == nil {
		return nil
	}
	return s.reveal()
}

// String is "[secret]".
func (s Secret) String() string { return redacted }

// GoString is "[secret]".
func (s Secret) GoString() string { return redacted }

// Format prints "[secret]" whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, redacted) }

// MarshalText is "[secret]".
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON is "[secret]".
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue is "[secret]".
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
