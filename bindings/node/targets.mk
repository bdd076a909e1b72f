# The targets of the Node package.

NODE_DIR := bindings/node

.PHONY: node node-arm64 node-package demo-node bench-node

node: $(STATIC) ## the Node addon, into bindings/node/prebuilds
	$(NODE_DIR)/packaging/build

node-arm64: ## the same for 64-bit ARM, cross-built
	$(NODE_DIR)/packaging/build --arm64

node-package: node node-arm64 ## the npm package, into target/node
	mkdir -p target/node
	cd $(NODE_DIR) && npm pack --ignore-scripts --pack-destination ../../target/node

demo-node: node $(TOOL) ## Node: the example application, from login to a refused replay
	node $(NODE_DIR)/example/demo.mjs

bench-node: node ## Node: how fast it is, beside its peers
	node $(NODE_DIR)/bench/run.mjs
