# run · test · test-full · lint · quality · bench · bench-full · growth · guard: each installs what it needs first.

.PHONY: run test test-full lint quality bench bench-full growth guard build set-up swift
.DEFAULT_GOAL := run

NEEDED = libblas-dev liblapack-dev
# A faster BLAS that takes the place of the reference one: wanted, not demanded.
WANTED = libopenblas0-pthread

# Tests are built without @testable, so that they share the release build's objects.
TEST = swift test -c release --disable-testable-imports

run: build
	.build/release/cento scan seeds/

build: set-up
	swift build -c release --product cento

test: build
	$(TEST)

test-full: build
	CENTO_TESTS_SCALE=10 $(TEST)

# Labelled data is read where CENTO_DATA points; without it a word is said and nothing measured.
quality: build
	python3 Benchmarks/quality/quality.py

# Made corpora, the same on every machine; the rivals are installed outside the tree.
MADE = .build/made
COMPARE = python3 Benchmarks/rivals/compare.py --threshold .8 --ngrams 3-5

bench: build
	.build/release/cento bench make seeds/ --records 10000 --seed 1 --output $(MADE)/10k --force
	$(COMPARE) --corpus $(MADE)/10k/records.jsonl --time-limit 120 --budget 420

# The rivals that need a cluster's worth of machinery answer 10,000 only; 40 minutes in all.
bench-full: build
	for size in "10000 --full --time-limit 300" "50000 --time-limit 400" "200000 --time-limit 180"; do \
	  set -- $$size; records=$$1; shift; \
	  .build/release/cento bench make seeds/ --records $$records --seed 1 \
	    --output $(MADE)/$$records --force && \
	  $(COMPARE) --repeat 3 --corpus $(MADE)/$$records/records.jsonl "$$@" || exit 1; done

# Time and memory from 10,000 to 200,000 records, made and real.
growth: build
	python3 Benchmarks/growth/growth.py

# Instructions and peak memory of small fixed runs, within 5 % and 10 % of the recorded figures.
guard: build
	python3 Benchmarks/guards/guard.py

# A scratch folder of its own: other flags would rebuild everything in .build each time.
lint: set-up
	swift format lint --strict -r Package.swift Sources Tests
	swift build --build-tests --scratch-path .build-lint -Xswiftc -warnings-as-errors

swift:
	@command -v swift >/dev/null || { \
	  echo "Swift is not on the PATH. Install Swift 6.3 from https://www.swift.org/install/linux/" >&2; \
	  echo "and add its usr/bin to PATH." >&2; exit 1; }

set-up: swift
	@command -v dpkg >/dev/null || exit 0; \
	lacks() { for p in "$$@"; do \
	  dpkg -s "$$p" 2>/dev/null | grep -q '^Status: .* installed$$' || echo "$$p"; done; }; \
	needed=$$(lacks $(NEEDED) | xargs); wanted=$$(lacks $(WANTED) | xargs); \
	if [ -z "$$needed$$wanted" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as=; \
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as=sudo; \
	elif command -v sudo >/dev/null && [ -t 0 ] && [ -n "$$needed" ]; then as=sudo; \
	elif [ -z "$$needed" ]; then exit 0; \
	else \
	  echo "These packages are missing: $$needed $$wanted" >&2; \
	  echo "Install them as root: apt-get install -y $$needed $$wanted" >&2; exit 1; \
	fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	install() { $$as apt-get install -y --no-install-recommends "$$@"; }; \
	if [ -n "$$needed" ]; then \
	  install $$needed || { $$as apt-get update && install $$needed; } || { \
	    echo "Could not install: $$needed. Install by hand: apt-get install -y $$needed" >&2; \
	    exit 1; }; \
	fi; \
	if [ -n "$$wanted" ]; then \
	  install $$wanted || { [ -z "$$needed" ] && $$as apt-get update && install $$wanted; } || \
	    echo "Going on without $$wanted: slower, but the same results." >&2; \
	fi
