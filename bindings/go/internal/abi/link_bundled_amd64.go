// This file links the archive that `make go` builds for 64-bit x86.

//go:build cgo && !cello_session_system && linux && amd64

package abi

// #cgo CFLAGS: -I${SRCDIR}/../../lib/linux_amd64
// #cgo LDFLAGS: ${SRCDIR}/../../lib/linux_amd64/libcello_session.a
import "C"

import _ "github.com/libcello/libcello_session/bindings/go/lib/linux_amd64" // goes with the module when it is vendored
