// Package bench measures the Go package beside the C library that it stands on and beside other Go packages. This file
// has the loops that run in C, in the same process, so that the machine is in the same mood for both.
package bench

// #cgo CFLAGS: -O2 -I${SRCDIR}/../../../include
// #cgo amd64 LDFLAGS: ${SRCDIR}/../lib/linux_amd64/libcello_session.a
// #cgo arm64 LDFLAGS: ${SRCDIR}/../lib/linux_arm64/libcello_session.a
// #cgo noescape bench_prepare
// #cgo nocallback bench_prepare
// #cgo noescape bench_verify
// #cgo nocallback bench_verify
// #cgo noescape bench_sign
// #cgo nocallback bench_sign
// #cgo noescape bench_nothing
// #cgo nocallback bench_nothing
// #include "cello_session.h"
// #include <string.h>
//
// static cello_session_signer signer;
// static cello_session session;
//
// static int bench_prepare(const uint8_t *secret, size_t secret_len) {
//   cello_session_config config;
//   if (cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION)) return 0;
//   config.signing_secret = secret;
//   config.signing_secret_len = secret_len;
//   return !cello_session_signer_init(&signer, &config);
// }
//
// static int bench_verify(const char *token, size_t len, uint64_t now, long times) {
//   for (; times > 0; times--)
//     if (cello_session_verify(&signer, token, len, now, &session)) return 0;
//   return 1;
// }
//
// static int bench_sign(uint64_t now, long times) {
//   char token[CELLO_SESSION_TOKEN_LEN_MAX];
//   size_t len;
//   for (; times > 0; times--)
//     if (cello_session_sign(&signer, &session, now, token, sizeof token, &len)) return 0;
//   return 1;
// }
//
// static int bench_nothing(int of) { return of; }
import "C"

import "unsafe"

func prepareInC(secret []byte) bool {
	return C.bench_prepare((*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(secret))), C.size_t(len(secret))) != 0
}

// verifyInC is one crossing, however many times the token is verified.
func verifyInC(token string, now int64, times int) bool {
	return C.bench_verify((*C.char)(unsafe.Pointer(unsafe.StringData(token))), C.size_t(len(token)), C.uint64_t(now), C.long(times)) != 0
}

// signInC signs the session that was verified last.
func signInC(now int64, times int) bool { return C.bench_sign(C.uint64_t(now), C.long(times)) != 0 }

func emptyCall() bool { return C.bench_nothing(1) == 1 }
