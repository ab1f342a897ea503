# In front of CMake: the few commands that people need. Everything is built below build/.
#   make demo      installs what is missing, builds, runs the main flow on an invented school
#   make check     the same set-up, then every test
#   make           builds the release
#   make install   [DESTDIR=…] [PREFIX=/usr/local]
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
SOURCES = $(shell git ls-files '*.c' '*.h' 2>/dev/null || find host plugins sdk tests -name '*.[ch]')

.PHONY: all demo check install format check-format tidy docs bench clean packages \
	packages-test
all: packages build/release/Makefile
	@cmake --build build/release -j$(JOBS)

packages:
	@scripts/packages.sh build
packages-test:
	@scripts/packages.sh build test

# What is only run needs no test library; check configures with tests.
build/%/Makefile: CMakePresets.json | packages
	@cmake --preset $* -DBUILD_TESTING=OFF >/dev/null

demo: all
	@scripts/demo.sh build/release

check: packages-test
	@$(MAKE) --no-print-directory check-format
	@$(MAKE) --no-print-directory check-release
	@$(MAKE) --no-print-directory check-asan
	@$(MAKE) --no-print-directory check-clang

# One build with its tests: check-release (gcc, optimised), check-asan (the same suites with AddressSanitizer and
# UndefinedBehaviorSanitizer), check-clang (the second compiler; the fuzz targets for a few seconds each).
check-%: packages-test
	@cmake --preset $* -DBUILD_TESTING=ON >/dev/null
	@cmake --build build/$* -j$(JOBS)
	@ctest --test-dir build/$* --output-on-failure --no-tests=error -j$(JOBS)

install: all
	@DESTDIR=$(DESTDIR) cmake --install build/release --prefix $(PREFIX)

format:
	@clang-format -i $(SOURCES)
check-format: packages-test
	@clang-format --dry-run -Werror $(SOURCES)
tidy: packages-test
	@scripts/packages.sh tidy
	@cmake --preset clang -DBUILD_TESTING=ON >/dev/null
	@clang-tidy -p build/clang --quiet $(filter %.c,$(SOURCES))

# The flow beside xmllint on the same files; measures, asserts nothing.
bench: all
	@python3 tests/bench/bench.py build/release

# Documents made from the tables; a test compares them.
docs: all
	@build/release/passerelle schema --markdown >docs/graph.md
	@build/release/passerelle doctor --markdown >docs/appels.md
	@for p in siecle edt sts; do build/release/passerelle plugins $$p --markdown --plugin-path build/release/plugins \
		>docs/format-$$p.md; done

clean:
	@rm -rf build
