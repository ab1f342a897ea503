# In front of CMake: the few commands that people need. Everything is built below build/.
#   make demo      installs what is missing, builds, runs the main flow on an invented school
#   make check     the same set-up, then every test
#   make           builds the release
#   make install   [DESTDIR=…] [PREFIX=/usr/local]
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
SOURCES = $(shell git ls-files '*.c' '*.h' 2>/dev/null || find host plugins sdk tests -name '*.[ch]')

.PHONY: all demo check check-release check-asan check-clang install format check-format tidy docs bench clean packages \
	packages-test
all: packages build/release/Makefile
	@cmake --build build/release -j$(JOBS)

packages:
	@scripts/packages.sh build
packages-test:
	@scripts/packages.sh build test

build/%/Makefile: CMakePresets.json | packages
	@cmake --preset $* >/dev/null

demo: all
	@scripts/demo.sh build/release

check: packages-test check-format check-release check-asan check-clang

check-release: build/release/Makefile
	@cmake --build build/release -j$(JOBS)
	@ctest --test-dir build/release --output-on-failure -j$(JOBS)

# The same suites with AddressSanitizer and UndefinedBehaviorSanitizer.
check-asan: build/asan/Makefile
	@cmake --build build/asan -j$(JOBS)
	@ctest --test-dir build/asan --output-on-failure -j$(JOBS)

# The second compiler, and the fuzz targets for a few seconds each.
check-clang: build/clang/Makefile
	@cmake --build build/clang -j$(JOBS)
	@ctest --test-dir build/clang --output-on-failure -j$(JOBS) -L fuzz

install: all
	@DESTDIR=$(DESTDIR) cmake --install build/release --prefix $(PREFIX)

format:
	@clang-format -i $(SOURCES)
check-format:
	@clang-format --dry-run -Werror $(SOURCES)
tidy: build/clang/Makefile
	@clang-tidy -p build/clang --quiet $(filter %.c,$(SOURCES))

# The flow beside xmllint on the same files; measures, asserts nothing.
bench: all
	@python3 tests/bench/bench.py build/release

# Documents made from the tables; a test compares them.
docs: all
	@build/release/passerelle schema --markdown >docs/graph.md
	@for p in siecle edt; do build/release/passerelle plugins $$p --markdown --plugin-path build/release/plugins \
		>docs/format-$$p.md; done

clean:
	@rm -rf build
