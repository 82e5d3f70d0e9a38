# Each target is one command of xtask; `make` lists them.
XTASK = @command -v cargo >/dev/null || { echo "Rust is missing: see https://rustup.rs, or on Debian: apt-get install rustc-web cargo-web"; exit 1; }; cargo xtask

.PHONY: help run test torture bench build deb install-test lint fmt e2e screenshots setup
help:
	$(XTASK)
run test torture bench build deb install-test lint fmt e2e screenshots setup:
	$(XTASK) $@ $(ARGS)
