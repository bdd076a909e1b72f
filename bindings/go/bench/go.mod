module github.com/libcello/libcello_session/bindings/go/bench

go 1.26.0

require (
	github.com/alexedwards/scs/v2 v2.9.0
	github.com/golang-jwt/jwt/v5 v5.3.1
	github.com/gorilla/securecookie v1.1.2
	github.com/libcello/libcello_session/bindings/go v0.0.0
)

replace github.com/libcello/libcello_session/bindings/go => ../
