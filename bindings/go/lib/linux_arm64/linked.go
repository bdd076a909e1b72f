// Package linux_arm64 makes the archive beside it a part of the module as the go command sees it: a folder without a
// Go file is left out by `go mod vendor`. The file built.go, which `make go` writes, holds the archive's digest, so
// that another archive makes the go command link anew.
package linux_arm64
