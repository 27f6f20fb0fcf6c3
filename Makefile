# Two commands: `make run` serves the app, `make test` proves it, the same way each time. Each installs what it needs.
export PATH := $(CURDIR)/tools/bin:$(PATH)
export TRUNK_OFFLINE := true
export TRUNK_SKIP_VERSION_CHECK := true
SHELL := /bin/bash
STEP = tools/step.sh

.PHONY: run test engines soak dist size bench tools browser clean

run: dist
	node tools/serve.mjs dist 8080

# Static files that run from any folder of any web host.
dist: tools
	tools/build.sh

test: tools browser
	@$(STEP) "format" cargo fmt --check
	@$(STEP) "lint (native)" cargo clippy --all-targets -- -D warnings
	@$(STEP) "lint (browser)" cargo clippy --target wasm32-unknown-unknown --lib --bins --all-features -- -D warnings
	@$(STEP) "native tests" cargo test
	@$(STEP) "release build" tools/build.sh
	@$(STEP) "size" node tools/size.mjs dist
	@$(STEP) "browser tests" npm --prefix tests/e2e test
	@tools/step.sh --sum

# The same first day in Chromium, Firefox and WebKit, as far as this machine can have them.
engines: dist browser
	@tools/install.sh engines
	ENGINES="Chromium Firefox WebKit" npm --prefix tests/e2e test -- engines

# Looks for what `make test` does not show: SOAK=minutes SEED=number make soak.
soak: dist browser
	tools/soak.sh

# What the page loads, what the code weighs by room and by name, and what a further kind of record would cost.
size: dist
	node tools/size.mjs dist
	node tools/weigh.mjs
	DIST=target/trial tools/build.sh --features trial
	@node tools/size.mjs dist target/trial

bench: tools browser
	DIST=target/bench tools/build.sh --features bench
	npm --prefix tests/e2e run bench

tools:
	@tools/install.sh build

browser:
	@tools/install.sh browser

clean:
	rm -rf target dist tools/bin tests/e2e/node_modules
