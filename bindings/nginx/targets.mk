# What the nginx module adds to the Makefile.
.PHONY: nginx demo-nginx bench-nginx

# The folder of the result in target/nginx, a source tree of nginx instead of the installed one, and more options for
# its configure.
NGINX_SOURCE    ?=
NGINX_NAME      ?= $(if $(NGINX_SOURCE),source,installed)
NGINX_CONFIGURE ?=
NGINX_BINARY    ?=

nginx: $(STATIC) ## the nginx module, for the nginx that is installed or for NGINX_SOURCE=
	NGINX_CONFIGURE='$(subst ','\'',$(NGINX_CONFIGURE))' NGINX_BINARY='$(NGINX_BINARY)' bindings/nginx/build '$(NGINX_NAME)' $(NGINX_SOURCE)

demo-nginx: nginx $(TOOL) ## nginx in front of a tiny application: login, refusals, a secret changed by reload
	bindings/nginx/example/run-demo

bench-nginx: nginx $(TOOL) ## what a session costs in nginx, beside other ways of checking one: some minutes
	bindings/nginx/bench/run
