// This file links the installed library, which pkg-config finds.

//go:build cgo && cello_session_system

package abi

// #cgo pkg-config: cello_session
import "C"
