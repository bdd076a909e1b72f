// This file says which Go value becomes which kind of the session, and back.

package cellosession

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// Kind says what a value of a session is.
type Kind int8

// The kinds of a value; KindNone is the kind of a key that is not there.
const (
	KindNone  Kind = 0
	KindText  Kind = Kind(abi.Text)
	KindBytes Kind = Kind(abi.Bytes)
	KindInt   Kind = Kind(abi.Int)
	KindBool  Kind = Kind(abi.Bool)
	KindNull  Kind = Kind(abi.Null)
	KindJSON  Kind = Kind(abi.JSON)
)

// value is what goes to the library: text for text, bytes and JSON, integer for int and bool.
type value struct {
	kind    abi.Kind
	text    string
	integer int64
}

// The common types come first and need no reflection.
func valueOf(v any) (value, error) {
	switch v := v.(type) {
	case nil:
		return value{kind: abi.Null}, nil
	case string:
		return value{kind: abi.Text, text: v}, nil
	case []byte:
		return value{kind: abi.Bytes, text: string(v)}, nil
	case int64:
		return value{kind: abi.Int, integer: v}, nil
	case int:
		return value{kind: abi.Int, integer: int64(v)}, nil
	case bool:
		return boolValue(v), nil
	case json.RawMessage:
		return jsonValue(v)
	case json.Number:
		return jsonValue([]byte(v))
	case json.Marshaler, encoding.TextMarshaler:
		return marshalled(v)
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.String:
		return value{kind: abi.Text, text: r.String()}, nil
	case reflect.Bool:
		return boolValue(r.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return value{kind: abi.Int, integer: r.Int()}, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if r.Uint() > math.MaxInt64 {
			return value{}, fmt.Errorf("%w: an integer of more than 63 bits", ErrValueType)
		}
		return value{kind: abi.Int, integer: int64(r.Uint())}, nil
	case reflect.Float32, reflect.Float64:
		return floatValue(r.Float(), r.Type().Bits())
	case reflect.Slice:
		if r.Type().Elem().Kind() == reflect.Uint8 {
			return value{kind: abi.Bytes, text: string(r.Bytes())}, nil
		}
	}
	return marshalled(v)
}

func boolValue(v bool) value {
	if v {
		return value{kind: abi.Bool, integer: 1}
	}
	return value{kind: abi.Bool}
}

// A float stays a float: 1.0 is written with its fraction, because JSON's 1 is an integer.
func floatValue(v float64, bits int) (value, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return value{}, fmt.Errorf("%w: a number that is not finite", ErrValueType)
	}
	text := strconv.FormatFloat(v, 'g', -1, bits)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return value{kind: abi.JSON, text: text}, nil
}

func marshalled(v any) (value, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		// Its own words may quote the value.
		return value{}, fmt.Errorf("%w: encoding/json cannot encode a %T (%T)", ErrValueType, v, err)
	}
	text := bytes.TrimSuffix(out.Bytes(), []byte("\n"))
	// The encoder writes this escape in one case only: in place of text that is not UTF-8, which would be lost.
	if escapedReplacements(text) > 0 {
		return value{}, fmt.Errorf("%w: a text in it is not UTF-8", ErrValueEncoding)
	}
	return jsonValue(text)
}

// JSON text whose top has a kind of its own gets that kind, so that no value has two.
func jsonValue(text []byte) (value, error) {
	text = bytes.Trim(text, " \t\r\n")
	if !json.Valid(text) {
		return value{}, fmt.Errorf("%w: not JSON", ErrValueEncoding)
	}
	switch text[0] {
	case 'n':
		return value{kind: abi.Null}, nil
	case 't', 'f':
		return boolValue(text[0] == 't'), nil
	case '"':
		var s string
		if err := json.Unmarshal(text, &s); err != nil {
			return value{}, fmt.Errorf("%w: %w", ErrValueEncoding, err)
		}
		return textOfJSON(text, s)
	case '{', '[':
		return value{kind: abi.JSON, text: string(text)}, nil
	}
	if integer, err := strconv.ParseInt(string(text), 10, 64); err == nil && string(text) != "-0" {
		return value{kind: abi.Int, integer: integer}, nil
	}
	return value{kind: abi.JSON, text: string(text)}, nil
}

// encoding/json puts U+FFFD in the place of a lone surrogate and of what is not UTF-8. So there may be no more of them
// than were written, as themselves or as an escape.
func textOfJSON(text []byte, s string) (value, error) {
	if strings.Count(s, "\uFFFD") > bytes.Count(text, []byte("\uFFFD"))+escapedReplacements(text) {
		return value{}, fmt.Errorf("%w: a lone surrogate, or text that is not UTF-8", ErrValueEncoding)
	}
	return value{kind: abi.Text, text: s}, nil
}

// escapedReplacements counts U+FFFD where it is written as an escape.
func escapedReplacements(text []byte) (count int) {
	for i := 0; i+6 <= len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		if bytes.EqualFold(text[i:i+6], []byte(`\ufffd`)) {
			count++
		}
		i++ // the character after a backslash begins no escape
	}
	return count
}

// anyOf is the value of an entry in memory of its own.
func anyOf(view abi.View, entry *abi.Entry) any {
	switch entry.Kind {
	case abi.Text:
		return string(view.Value(entry))
	case abi.Bytes:
		return append([]byte{}, view.Value(entry)...)
	case abi.Int:
		return entry.Integer
	case abi.Bool:
		return entry.Integer != 0
	case abi.JSON:
		return json.RawMessage(append([]byte{}, view.Value(entry)...))
	}
	return nil
}
