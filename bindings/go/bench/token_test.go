// Signing and verifying: in C, by the Go package, by gorilla/securecookie and golang-jwt, with the same session.

package bench

import (
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/securecookie"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

var secret = []byte("session-secret-minimum-32-bytes-long")

var content = map[string]string{"user_id": "123", "username": "alice"}

func ours(b *testing.B) (*cellosession.Signer, *cellosession.Session, string) {
	b.Helper()
	signer, err := cellosession.NewSigner(cellosession.Config{Secret: cellosession.NewSecret(secret)})
	session := new(cellosession.Session)
	check(b, err == nil && signer.Begin(session) == nil)
	for key, value := range content {
		check(b, session.Set(key, value) == nil)
	}
	token, err := signer.Sign(session)
	check(b, err == nil)
	b.ReportAllocs()
	b.ResetTimer()
	return signer, session, token
}

func check(b *testing.B, holds bool) {
	if !holds {
		b.Helper()
		b.Fatal("what is measured does not work")
	}
}

func BenchmarkEmptyCall(b *testing.B) {
	for b.Loop() {
		check(b, emptyCall())
	}
}

func BenchmarkVerifyInC(b *testing.B) {
	_, _, token := ours(b)
	check(b, prepareInC(secret))
	now := time.Now().Unix()
	b.ResetTimer()
	check(b, verifyInC(token, now, b.N))
}

func BenchmarkVerify(b *testing.B) {
	signer, _, token := ours(b)
	var session cellosession.Session
	for b.Loop() {
		check(b, signer.Verify(token, &session) == nil)
	}
}

// BenchmarkVerifyAndRead is what the peers do: their answer is a map in Go.
func BenchmarkVerifyAndRead(b *testing.B) {
	signer, _, token := ours(b)
	var session cellosession.Session
	for b.Loop() {
		check(b, signer.Verify(token, &session) == nil && session.GetString("user_id") == "123" && session.GetString("username") == "alice")
	}
}

func BenchmarkSignInC(b *testing.B) {
	_, _, token := ours(b)
	now := time.Now().Unix()
	check(b, prepareInC(secret) && verifyInC(token, now, 1))
	b.ResetTimer()
	check(b, signInC(now, b.N))
}

func BenchmarkSign(b *testing.B) {
	signer, session, _ := ours(b)
	var token []byte
	for b.Loop() {
		token, _ = signer.AppendSign(token[:0], session)
		check(b, len(token) > 0)
	}
}

// cookieCodec has the faster of its two serialisers. It neither encrypts nor has a second key.
func cookieCodec() *securecookie.SecureCookie {
	return securecookie.New(secret, nil).SetSerializer(securecookie.JSONEncoder{})
}

func BenchmarkSecurecookieVerifyAndRead(b *testing.B) {
	codec := cookieCodec()
	token, err := codec.Encode("session_id", content)
	check(b, err == nil)
	b.ReportAllocs()
	for b.Loop() {
		session := map[string]string{}
		check(b, codec.Decode("session_id", token, &session) == nil && session["user_id"] == "123")
	}
}

func BenchmarkSecurecookieSign(b *testing.B) {
	codec := cookieCodec()
	b.ReportAllocs()
	for b.Loop() {
		_, err := codec.Encode("session_id", content)
		check(b, err == nil)
	}
}

type claims struct {
	UserID   string `json:"user_id"`
	Username string `json:"username"`
	jwt.RegisteredClaims
}

func signJWT() (string, error) {
	now := time.Now()
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims{content["user_id"], content["username"], jwt.RegisteredClaims{
		IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(24 * time.Hour)),
	}}).SignedString(secret)
}

func BenchmarkJWTVerifyAndRead(b *testing.B) {
	token, err := signJWT()
	check(b, err == nil)
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"HS256"}))
	key := func(*jwt.Token) (any, error) { return secret, nil }
	b.ReportAllocs()
	for b.Loop() {
		var read claims
		_, err := parser.ParseWithClaims(token, &read, key)
		check(b, err == nil && read.UserID == "123")
	}
}

func BenchmarkJWTSign(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, err := signJWT()
		check(b, err == nil)
	}
}
