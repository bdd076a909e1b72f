# The targets of the Node package.

NODE_DIR    := bindings/node
NODE_ARCH   := $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x64)
NODE_ADDON  := $(NODE_DIR)/prebuilds/linux-$(NODE_ARCH)/cello-session.node
NODE_CROSS  := $(NODE_DIR)/prebuilds/linux-arm64/cello-session.node
NODE_SOURCES := $(wildcard $(NODE_DIR)/src/*.[ch]) $(NODE_DIR)/binding.gyp $(wildcard $(NODE_DIR)/packaging/*) include/cello_session.h

.PHONY: node node-arm64 node-package demo-node bench-node

node: $(NODE_ADDON) ## the Node addon, into bindings/node/prebuilds

$(NODE_ADDON): $(NODE_SOURCES) $(STATIC)
	$(NODE_DIR)/packaging/build

node-arm64: $(NODE_CROSS) ## the same for 64-bit ARM, cross-built

ifneq ($(NODE_CROSS),$(NODE_ADDON))
$(NODE_CROSS): $(NODE_SOURCES) $(LIB_SOURCES)
	$(NODE_DIR)/packaging/build --arm64
endif

node-package: node node-arm64 ## the npm package, into target/node
	mkdir -p target/node
	cd $(NODE_DIR) && npm pack --ignore-scripts --pack-destination ../../target/node

demo-node: node $(TOOL) ## Node: the example application, from login to a refused replay
	@if [ -e bindings/go/go.mod ] && [ -e tests/node/go ] && command -v go >/dev/null; then \
	  mkdir -p target/node && $(MAKE) --no-print-directory go && cd tests/node/go && go build -o ../../../target/node/go_peer .; \
	fi || echo 'demo-node: the program in Go was not built, so its session is not shown'
	node $(NODE_DIR)/example/demo.mjs

bench-node: node ## Node: how fast it is, beside its peers
	node $(NODE_DIR)/bench/run.mjs
