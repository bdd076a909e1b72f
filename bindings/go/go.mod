module github.com/libcello/libcello_session/bindings/go

go 1.24
