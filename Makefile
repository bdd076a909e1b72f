# Builds, tests and installs libcello_session. `make help` lists what there is.

CARGO    ?= cargo
# More options for cargo when it builds the library.
CARGO_FLAGS ?=
CBINDGEN ?= cbindgen
OBJCOPY  ?= objcopy
INSTALL  ?= install

PREFIX     ?= /usr/local
INCLUDEDIR ?= $(PREFIX)/include
LIBDIR     ?= $(PREFIX)/lib
BINDIR     ?= $(PREFIX)/bin

VERSION   := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
URL       := $(shell sed -n 's/^repository = "\(.*\)"/\1/p' Cargo.toml)
SOVERSION := 0

STATIC := target/lib/libcello_session.a
SONAME := libcello_session.so.$(SOVERSION)
SHARED := target/lib/libcello_session.so.$(VERSION)
TOOL   := target/bin/cello-session

# A target directory of its own, because these flags would make other uses of cargo compile everything anew. The
# paths of this machine become relative ones, so that two builds in different folders are the same to the bit.
CARGO_DIR := target/cargo-lib
CARGO_OUT := $(CARGO_DIR)/$(if $(CARGO_BUILD_TARGET),$(CARGO_BUILD_TARGET)/)release
CARGO_HOME_DIR := $(or $(CARGO_HOME),$(HOME)/.cargo)
REMAP := '--remap-path-prefix=$(CURDIR)=.' '--remap-path-prefix=$(CARGO_HOME_DIR)=cargo'
# SHA-256 for processors without instructions for it in a loop instead of unrolled: 9 KB less, which keeps the shared
# library below 64 KiB; on such a processor a session then costs 15 to 18 % more (docs/performance.md).
LIB_FLAGS := $(REMAP) --cfg 'sha2_backend_soft="compact"'

# The user's flags and ours, in the encoding that allows for blanks in paths.
with_flags = CARGO_ENCODED_RUSTFLAGS="$$(printf '\037%s' $$RUSTFLAGS $(1) | cut -c 2-)"

CORE_SOURCES := Makefile Cargo.toml Cargo.lock core/Cargo.toml core/README.md $(wildcard core/src/*.rs)
LIB_SOURCES  := $(CORE_SOURCES) ffi/Cargo.toml $(wildcard ffi/src/*.rs)
TOOL_SOURCES := $(CORE_SOURCES) cli/Cargo.toml cli/Cargo.lock $(wildcard cli/src/*.rs)

.DEFAULT_GOAL := lib
.DELETE_ON_ERROR:
.PHONY: lib arm64 header cli demo test fuzz bench install uninstall clean help

lib: $(SHARED) $(STATIC) ## the library, shared and static, in target/lib (the default)

arm64: ## the static library for Linux on arm64, cross-built, in target/lib/linux_arm64
	packaging/build-arm64

header: ## include/cello_session.h anew from the sources in ffi/ (needs cbindgen 0.29)
	$(CBINDGEN) --quiet --config ffi/cbindgen.toml --output include/cello_session.h ffi

cli: $(TOOL) ## the tool cello-session, in target/bin

demo: lib ## the whole life of a session, told step by step
	examples/run-demo

test: ## every test; says what it installs, and ends with a count
	tests/run

fuzz: ## one fuzz target for some time: make fuzz TARGET=verify SECONDS=60
	fuzz/run $(TARGET) $(SECONDS)

bench: ## how fast it is, beside its peers: some minutes on a machine with nothing else to do
	bench/run

# Our one object alone: cargo's archive has 4 MB of compiler builtins, of which nothing is needed. Its global symbols
# but the functions of the header become local, so that nothing in it can meet another library's. LLVM writes a memcmp
# whose order does not matter as bcmp, which ISO C does not have: memcmp answers that as well.
$(STATIC): $(LIB_SOURCES)
	$(call with_flags,$(LIB_FLAGS)) $(CARGO) rustc --release --locked --package cello-session-ffi \
	  --crate-type staticlib --target-dir $(CARGO_DIR) $(CARGO_FLAGS)
	mkdir -p $(@D)
	$(AR) p $(CARGO_OUT)/libcello_session.a \
	  "$$($(AR) t $(CARGO_OUT)/libcello_session.a | grep '^cello_session.*cgu')" > $(@D)/cello_session.o
	$(OBJCOPY) --wildcard --keep-global-symbol='cello_session_*' --redefine-sym bcmp=memcmp --strip-debug \
	  $(@D)/cello_session.o
	rm -f $@
	$(AR) rcsD $@ $(@D)/cello_session.o
	rm $(@D)/cello_session.o

# Linked here, because cargo's own shared library can have neither symbol versions nor a SONAME. Nothing is ever unwound
# through the library, so it needs no tables for that (5 KB).
$(SHARED): $(STATIC) packaging/cello_session.map
	$(OBJCOPY) --remove-section=.eh_frame --remove-section=.rela.eh_frame $(STATIC) $(@D)/without_tables.a
	$(CC) -shared -nostartfiles -s -o $@ -Wl,--whole-archive $(@D)/without_tables.a -Wl,--no-whole-archive \
	  -Wl,--soname=$(SONAME) -Wl,--version-script=packaging/cello_session.map -Wl,--build-id=sha1 \
	  -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,noseparate-code $(LDFLAGS)
	rm $(@D)/without_tables.a
	ln -sf $(@F) $(@D)/$(SONAME)
	ln -sf $(SONAME) $(@D)/libcello_session.so

$(TOOL): $(TOOL_SOURCES)
	cd cli && $(call with_flags,$(REMAP)) $(CARGO) build --release --locked --target-dir ../target/cli
	mkdir -p $(@D)
	cp target/cli/$(if $(CARGO_BUILD_TARGET),$(CARGO_BUILD_TARGET)/)release/cello-session $@

include packaging/install.mk

# What each binding adds: its build, its demo, its benchmark.
include $(wildcard bindings/*/targets.mk)

clean: ## everything that was built
	rm -rf target

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1:\2/p' $(MAKEFILE_LIST) | while IFS=: read -r target does; do \
	  printf '  make %-12s %s\n' "$$target" "$$does"; done
