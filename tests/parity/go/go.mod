module github.com/libcello/libcello_session/tests/parity/go

go 1.24

require github.com/libcello/libcello_session/bindings/go v0.0.0

replace github.com/libcello/libcello_session/bindings/go => ../../../bindings/go
