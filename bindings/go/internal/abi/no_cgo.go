// This file stops a build without cgo, with a name that says why.

//go:build !cgo

package abi

var _ = cellosession_needs_cgo_so_set_CGO_ENABLED_to_1_and_install_a_C_compiler
