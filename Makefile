# Thin on purpose: the work is in scripts/.
.PHONY: run test build lint dev bench chaos web-audit
.DEFAULT_GOAL := run

# Sets everything up, builds, starts the demo and prints its address. `make run ARGS="--listen 127.0.0.1:8080"`
run: build
	@exec "$${CARGO_TARGET_DIR:-target}/release/fanscope" demo $(ARGS)

# Leaves the binary and the site in $${CARGO_TARGET_DIR:-target}.
build:
	@scripts/setup
	@scripts/build

# Sets up what tests need and runs everything: lints, Rust tests, budgets, the platform's own SDK, Chromium.
test:
	@scripts/test

lint:
	@scripts/setup --tests
	@scripts/lint

# The speed goals beside their rivals, as a table that also lands in $${CARGO_TARGET_DIR:-target}/bench.md. About 20 minutes;
# `make bench ARGS=--small` takes one. `ARGS="--only B3,P1"` measures only these.
bench:
	@scripts/setup --bench
	@cargo bench -p app -p server --features app/ssr --bench goals -- $(ARGS)

# Kills, starves and floods real processes, and looks whether a day is lost: about an hour. `make chaos ARGS="--seed 7 --only R1 --cases 50"`
chaos:
	@scripts/setup
	@cargo test --release --quiet -p app -p server --features app/ssr --test chaos -- $(ARGS)

# Rebuilds and restarts on every change. `make dev ARGS="serve"`
dev:
	@scripts/setup
	@scripts/dev $(ARGS)

# Prints what Lighthouse says of the pages people open first.
web-audit:
	@scripts/web-audit
