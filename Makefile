# paperstack: one GNU Makefile. `make help` lists what it can do.

V         ?= release
PORT      ?= 8765
NOTES     ?= tests/demo-notes
DATA      ?= data/demo
PREFIX    ?= /usr/local
CC        ?= gcc
Q         ?= @
# -Werror only for us: a stranger's newer compiler must not stop the build.
WERROR    ?=

# $(call unless,command,packages): for tools that may have come from elsewhere than apt.
unless     = $(if $(shell command -v $(1)),,$(2))
APT_BUILD := gcc make pkg-config bzip2 ca-certificates libmicrohttpd-dev libjansson-dev \
             libsqlite3-dev libcurl4-gnutls-dev libcmark-dev libutf8proc-dev libyaml-dev libserd-dev nettle-dev zlib1g-dev unicode-data $(call unless,npm,nodejs npm)
APT_TEST  := libcmocka-dev clang eatmydata fiu-utils e2fsprogs libclang-rt-14-dev cmark mandoc raptor2-utils libxml2-utils curl python3 git $(call unless,chromium,chromium)
APT_LINT  := clang-format clang-tidy cppcheck
APT_BENCH := wrk nginx sqlite3 cmark

BUILD     := build/$(V)
OBJ       := $(BUILD)/obj
GEN       := build/gen
PACKAGES  := libmicrohttpd jansson sqlite3 libcmark libutf8proc yaml-0.1 serd-0 nettle zlib

WARN_BOTH := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
             -Wmissing-prototypes -Wmissing-declarations -Wold-style-definition -Wpointer-arith \
             -Wcast-qual -Wwrite-strings -Wvla -Wundef -Wformat=2 -Wnull-dereference \
             -Wimplicit-fallthrough -Wdouble-promotion -Walloca
WARN      := $(WARN_BOTH)
ifneq (,$(findstring gcc,$(CC)))
WARN      += -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wno-maybe-uninitialized
endif

STD       := -std=c17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -fno-common
HARDEN    := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE
SAN       := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all
OPT_release := -O2 -g $(HARDEN)
LD_release  := -pie -Wl,-z,relro,-z,now,-z,noexecstack
OPT_debug   := -O0 -g3
OPT_asan    := $(SAN) -fsanitize=address,undefined
LD_asan     := -fsanitize=address,undefined
OPT_fuzz    := $(SAN) -fsanitize=fuzzer-no-link,address,undefined
OPT_tsan    := -O1 -g -fsanitize=thread
LD_tsan     := -fsanitize=thread
# Tiny blocks and buffers, so that every border is met early.
OPT_hostile := $(SAN) -fsanitize=address,undefined -DPS_HOSTILE
LD_hostile  := -fsanitize=address,undefined

VERSION   := 0.1.0
COMMIT    := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
# Their headers are not ours to warn about.
PKG_CFLAGS = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES))
CPPFLAGS_ALL = -Iinclude -Iserver -I$(GEN) $(PKG_CFLAGS)
CFLAGS_ALL   = $(STD) $(OPT_$(V)) $(WARN) $(WERROR) -include include/base/banned.h

SOURCES   := $(shell find server -name '*.c' ! -path 'server/tools/*' | LC_ALL=C sort)
OBJECTS   := $(SOURCES:%.c=$(OBJ)/%.o) $(OBJ)/gen/embedded.o $(OBJ)/gen/han_variants.o $(OBJ)/gen/vocabulary_image.o
LIB       := $(BUILD)/libpaperstack.a
EMBEDDED  := $(shell find static migrations server/extract server/api/openapi -type f ! -name '*.[ch]' ! -name '*.def' 2>/dev/null | LC_ALL=C sort)

.PHONY: all
all: build/paperstack build/paperstack.1 ## build build/paperstack and its man page

build/paperstack.1: build/paperstack
	$(Q)build/paperstack help man-page > $@

build/paperstack: $(BUILD)/paperstack
	$(Q)ln -sfn $(V)/paperstack $@

$(LIB): $(filter-out $(OBJ)/server/main.o,$(OBJECTS))
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/paperstack: $(OBJ)/server/main.o $(LIB)
	@echo "  link $@"
	$(Q)$(CC) $(OPT_$(V)) -o $@ $^ $(LD_$(V)) $(PKG_LIBS) -lm -lpthread

$(OBJ)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  cc $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -DPS_VERSION='"$(VERSION)"' -MMD -MP -c $< -o $@

$(OBJ)/gen/%.o: $(GEN)/%.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -Iinclude $(STD) $(OPT_$(V)) -c $< -o $@

# The day of the page is that of the sources, so that the same sources give the same page.
MAN_DATE = $(shell LC_ALL=C date -u -d "@$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 0)}" '+%B %-d, %Y')
$(OBJ)/server/cli/man.o: CFLAGS_ALL += -DPS_DATE='"$(MAN_DATE)"'

# The commit changes without any source changing: only the file that names it is built again.
$(OBJ)/server/cli/version.o: CFLAGS_ALL += -DPS_COMMIT='"$(COMMIT)"'

-include $(shell find build -name '*.d' 2>/dev/null)

# ---- generated sources ----
$(GEN)/mkembed: server/tools/mkembed.c
	@mkdir -p $(GEN)
	$(Q)$(CC) -std=c17 -O1 -Wall -o $@ $< $(shell pkg-config --cflags --libs nettle zlib)

$(GEN)/mkhan: server/tools/mkhan.c
	@mkdir -p $(GEN)
	$(Q)$(CC) -std=c17 -O1 -Wall -o $@ $<

$(GEN)/han_variants.c: $(GEN)/mkhan
	$(Q)bzcat /usr/share/unicode/Unihan_Variants.txt.bz2 | $(GEN)/mkhan > $@.tmp && mv $@.tmp $@

MKFIELDS := server/tools/mkfields.c $(addprefix server/base/,arena.c err.c fold.c str.c strbuf.c utf8.c vec.c)
$(GEN)/mkfields: $(MKFIELDS) $(GEN)/han_variants.c
	$(Q)$(CC) -Iinclude $(STD) -O1 -Wall -o $@ $^ $(shell pkg-config --cflags --libs libutf8proc)

$(GEN)/field_names.inc: $(GEN)/mkfields server/extract/tables/fields.tsv
	$(Q)$(GEN)/mkfields < server/extract/tables/fields.tsv > $@.tmp && mv $@.tmp $@

$(OBJ)/server/extract/document/fields.o: $(GEN)/field_names.inc

# Written anew only when the hash is another, so that nothing else is compiled again.
$(GEN)/extractor_version.h: FORCE
	@mkdir -p $(GEN)
	$(Q)echo "#define EXTRACTOR_VERSION \"$$(server/tools/extractor_version.sh)\"" >$@.tmp
	$(Q)cmp -s $@.tmp $@ || cp $@.tmp $@

$(OBJ)/server/app/library.o: $(GEN)/extractor_version.h

# The shipped vocabulary as it stands in memory, made with the objects that will read it.
MKVOCABULARY := $(OBJ)/server/tools/mkvocabulary.o $(OBJ)/gen/embedded.o $(OBJ)/gen/han_variants.o \
                $(filter $(OBJ)/server/base/% $(OBJ)/server/extract/%,$(SOURCES:%.c=$(OBJ)/%.o))
$(BUILD)/mkvocabulary: $(MKVOCABULARY)
	$(Q)$(CC) $(OPT_$(V)) -o $@ $^ $(LD_$(V)) $(PKG_LIBS) -lm -lpthread

$(BUILD)/vocabulary.image: $(BUILD)/mkvocabulary
	$(Q)$(BUILD)/mkvocabulary > $@.tmp && mv $@.tmp $@

$(OBJ)/gen/vocabulary_image.o: server/tools/vocabulary_image.c $(BUILD)/vocabulary.image
	@mkdir -p $(@D)
	$(Q)$(CC) $(STD) $(OPT_$(V)) -DIMAGE='"$(BUILD)/vocabulary.image"' -c $< -o $@

# The list of embedded files changes when one is added or removed.
$(GEN)/embedded.list: FORCE
	@mkdir -p $(GEN)
	$(Q)echo $(EMBEDDED) | cmp -s - $@ || echo $(EMBEDDED) > $@

$(GEN)/embedded.c: $(GEN)/mkembed $(GEN)/embedded.list $(EMBEDDED) build/web/index.html
	@echo "  embed static migrations vocabulary"
	$(Q)$(GEN)/mkembed static=build/web migrations=migrations vocabulary=server/extract/vocabulary \
	    tables=server/extract/tables openapi=server/api/openapi > $@.tmp && mv $@.tmp $@

# The page: third-party code comes from npm by the lock file and is bundled here, never committed.
STATIC := $(shell find static -type f 2>/dev/null | LC_ALL=C sort)
NPM_CI := npm ci --no-audit --no-fund --loglevel=error

# What is there for the tests stays.
HAS_TEST = $(wildcard node_modules/.test)
node_modules/.build: package.json package-lock.json .npmrc
	@echo "  npm: what the page is built from"
	$(Q)$(NPM_CI) $(if $(HAS_TEST),,--omit=dev) >/dev/null && touch $@ $(HAS_TEST)

# What the tests need as well; the folder is filled anew, so it has the rest too.
node_modules/.test: package.json package-lock.json .npmrc
	@echo "  npm: what the page is tested with"
	$(Q)$(NPM_CI) >/dev/null && touch node_modules/.build $@

build/web/index.html: $(STATIC) $(GEN)/embedded.list node_modules/.build
	@echo "  bundle static"
	$(Q)node static/build.mjs build/web

.PHONY: FORCE
FORCE:

# ---- set-up: installs what is missing by apt (root or sudo) ----
# $(call need,packages): nothing to do when all are there.
define need
@missing=$$(for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q '^install ok' || echo $$p; done); \
if [ -n "$$missing" ]; then \
  echo "  installing:" $$missing; \
  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null \
  || { echo "Could not install:" $$missing "- install these packages, then run make again." >&2; exit 1; }; \
fi
endef

.PHONY: setup setup-test setup-lint
setup: ## install what the build needs
	$(call need,$(APT_BUILD))
setup-test: setup ## install what the tests need
	$(call need,$(APT_TEST))
setup-lint: setup-test
	$(call need,$(APT_LINT))

# ---- running ----
.PHONY: run
run: setup ## build, take in the demo notes (or NOTES=dir) and serve on PORT
	$(Q)$(MAKE) --no-print-directory all
	$(Q)mkdir -p $(DATA)
	build/paperstack serve --data-dir $(DATA) --notes $(NOTES) --watch --port $(PORT)

# ---- tests ----
# The settings of whoever runs them have no say.
unit http http-tsan page-test cli golden golden-accept quality bench bench-large: export PAPERSTACK_CONFIG := /dev/null

# Unit tests link the library of the variant that is built: `make unit` uses asan.
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

$(BUILD)/tests/%: tests/unit/%.c $(LIB) tests/support/check.h
	@mkdir -p $(@D)
	@echo "  cc $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests/support $(STD) $(OPT_$(V)) -Wall -Wextra -Werror -MMD -MP -o $@ $< \
	    $(LIB) $(LD_$(V)) $(PKG_LIBS) -lcmocka -lm -lpthread

.PHONY: unit run-unit
unit: ## unit tests on the sanitizer build (T=name: only that file)
	$(Q)$(MAKE) --no-print-directory V=asan WERROR=-Werror run-unit

run-unit: $(if $(T),$(BUILD)/tests/test_$(T),$(UNIT))
	$(Q)failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

# Servers under test are the sanitizer build, on port 0 of the loopback address.
HTTP_TESTS := $(wildcard tests/http/*.test.mjs)
.PHONY: http
http: node_modules/.test ## black-box tests of the server over HTTP (T=name: only that file)
	$(Q)$(MAKE) --no-print-directory V=asan WERROR=-Werror build/asan/paperstack
	$(Q)PAPERSTACK_BINARY=build/asan/paperstack node --test --test-reporter=tap \
	    $(if $(T),tests/http/$(T).test.mjs,$(HTTP_TESTS))

.PHONY: http-tsan
# What has threads of its own: jobs, the feed, the writer, and everything at once.
TSAN_TESTS := concurrency cache lists events changes decisions upload
http-tsan: node_modules/.test ## many clients at once against the thread sanitizer build
	$(Q)$(MAKE) --no-print-directory V=tsan WERROR=-Werror build/tsan/paperstack
	$(Q)PAPERSTACK_BINARY=build/tsan/paperstack node --test --test-concurrency=1 --test-reporter=tap \
	    $(TSAN_TESTS:%=tests/http/%.test.mjs)

PAGE_TESTS := $(wildcard tests/page/*.test.mjs)
.PHONY: page-test page-check
page-test: all node_modules/.test ## the page in Debian's Chromium (T=name: only that file)
	$(Q)PAPERSTACK_BINARY=build/paperstack node --test --test-reporter=tap \
	    $(if $(T),tests/page/$(T).test.mjs,$(PAGE_TESTS))

page-check: node_modules/.test ## types of the page's JavaScript
	$(Q)node_modules/.bin/tsc -p static/jsconfig.json && echo "page types: ok"

CLI_TESTS := $(wildcard tests/cli/*.test.mjs)
.PHONY: cli
cli: all node_modules/.test ## black-box tests of the command line (T=name: only that file)
	$(Q)$(MAKE) --no-print-directory V=asan WERROR=-Werror build/asan/paperstack
	$(Q)PAPERSTACK_BINARY=build/asan/paperstack node --test --test-reporter=tap \
	    $(if $(T),tests/cli/$(T).test.mjs,$(CLI_TESTS))

# What is preloaded into servers, or breaks the machine below them.
DURABILITY_PARTS := build/tests/power_cut build/tests/slow_sync.so build/tests/network_folder.so
build/tests/%.so: tests/durability/support/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -shared -fPIC -O1 $(STD) -D_GNU_SOURCE -Wall -Wextra -Werror -o $@ $<
build/tests/power_cut: tests/durability/support/power_cut.c
	@mkdir -p $(@D)
	$(Q)$(CC) -O1 $(STD) -D_GNU_SOURCE -Wall -Wextra -Werror -o $@ $<

DURABILITY_TESTS := $(wildcard tests/durability/*.test.mjs)
.PHONY: durability
durability: all node_modules/.test $(DURABILITY_PARTS) ## kills, power cuts, broken disks, backups (CRASHES=500 CUTS=50; T=name: only that file)
	$(Q)PAPERSTACK_BINARY=build/paperstack node --test --test-concurrency=1 --test-reporter=tap \
	    $(if $(T),tests/durability/$(T).test.mjs,$(DURABILITY_TESTS))

SECURITY_TESTS := $(wildcard tests/security/*.test.mjs)
.PHONY: security
security: node_modules/.test ## raw requests, foreign hosts and origins against every route (T=name: only that file)
	$(Q)$(MAKE) --no-print-directory V=asan WERROR=-Werror build/asan/paperstack
	$(Q)PAPERSTACK_BINARY=build/asan/paperstack node --test --test-concurrency=1 --test-reporter=tap \
	    $(if $(T),tests/security/$(T).test.mjs,$(SECURITY_TESTS))

.PHONY: golden golden-accept quality
golden: ## golden cases of extraction
	$(Q)$(MAKE) --no-print-directory V=asan WERROR=-Werror build/asan/paperstack
	$(Q)PAPERSTACK_BINARY=build/asan/paperstack node --test --test-reporter=tap tests/golden/golden.test.mjs

golden-accept: all ## write what is extracted now into the golden cases; read the diff
	$(Q)ACCEPT=1 PAPERSTACK_BINARY=build/paperstack node --test tests/golden/golden.test.mjs >/dev/null
	$(Q)git diff --stat tests/golden

quality: all node_modules/.test ## agreement with the labelled notes; fails below the stored floors (SHOW=1: what differs)
	$(Q)node tests/quality/measure.mjs --binary build/paperstack $(if $(SHOW),--show) \
	    --floors tests/quality/floors.json tests/quality tests/golden
	$(Q)node tests/quality/identity.mjs --binary build/paperstack $(if $(SHOW),--show)
	$(Q)node tests/quality/twins.mjs --binary build/paperstack $(if $(SHOW),--show) --floors tests/quality/floors.json
	$(Q)node tests/quality/search.mjs --binary build/paperstack $(if $(SHOW),--show) --floors tests/quality/floors.json

.PHONY: test
test: setup-test ## install what the tests need and run them all
	$(Q)$(MAKE) --no-print-directory -j2 all
	$(Q)tests/run.sh $(SUITES)

SUITES := "unit=$(MAKE) -j2 unit" "golden=$(MAKE) -j2 golden" "quality=$(MAKE) quality" \
          "http=$(MAKE) -j2 http" "cli=$(MAKE) -j2 cli" "durability=$(MAKE) durability" "security=$(MAKE) -j2 security" "page=$(MAKE) page-test" "fuzz=$(MAKE) fuzz-smoke" "lint=$(MAKE) layers functions library-versions"

# ---- fuzzing: one target a parser; corpora under tests/fuzz/corpus/<name> ----
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SECS    ?= 60
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c FORCE
	$(Q)$(MAKE) --no-print-directory -j2 CC=clang V=fuzz build/fuzz/libpaperstack.a
	@echo "  fuzzer $*"
	$(Q)clang $(CPPFLAGS_ALL) $(STD) $(SAN) -fsanitize=fuzzer,address,undefined -o $@ $< build/fuzz/libpaperstack.a \
	    $(PKG_LIBS) -lm -lpthread

.PHONY: fuzz fuzz-smoke
FUZZ_RUN = mkdir -p build/fuzz/new-$(1) tests/fuzz/corpus/$(1) && build/fuzz/fuzz_$(1) $(2) -timeout=5 \
    -rss_limit_mb=2048 -artifact_prefix=build/fuzz/ build/fuzz/new-$(1) tests/fuzz/corpus/$(1)
fuzz: build/fuzz/fuzz_$(FUZZ) ## fuzz one target: make fuzz FUZZ=document SECS=600
	$(call FUZZ_RUN,$(FUZZ),-max_total_time=$(SECS) -max_len=65536)

# A fixed seed and number of runs, so that the tests say the same each time; `make fuzz` looks for news.
# The fuzzers are built one after the other (they share the library), then run two at a time.
SMOKE ?= 2000
fuzz-smoke: $(FUZZERS:%=build/fuzz/fuzz_%) ## every target for SMOKE runs from its corpus
	$(Q)rm -rf $(FUZZERS:%=build/fuzz/new-%) build/fuzz/crash-* build/fuzz/timeout-* build/fuzz/oom-* build/fuzz/leak-*
	$(Q)printf '%s\n' $(FUZZERS) | xargs -P 2 -I{} sh -c \
	    '$(call FUZZ_RUN,{},-seed=7 -runs=$(SMOKE) -max_len=4096) 2>&1 | tail -n 1'
	@for f in build/fuzz/crash-* build/fuzz/timeout-* build/fuzz/oom-* build/fuzz/leak-*; do \
	    if [ -e "$$f" ]; then echo "a fuzzer found $$f"; exit 1; fi; done; echo "fuzz: ok ($(words $(FUZZERS)) targets)"

# ---- quality of the code ----
.PHONY: lint layers functions library-versions hdr-check format format-check tidy check asan bench bench-large setup-bench install
lint: setup-lint layers functions library-versions hdr-check format-check page-check ## layers, headers, format, types of the page, both compilers
	$(Q)$(MAKE) --no-print-directory -j2 CC=gcc V=release WERROR=-Werror all
	$(Q)$(MAKE) --no-print-directory -j2 CC=clang V=clang OPT_clang="-O1" WERROR=-Werror build/clang/paperstack

layers:
	$(Q)tests/lint/layers.sh

functions:
	@mkdir -p build
	$(Q)tests/lint/functions.sh

library-versions: ## the libraries are those that docs/promises.md speaks of
	$(Q)tests/lint/library-versions.sh

hdr-check: $(GEN)/embedded.c
	$(Q)for h in $$(find include -name '*.h' ! -name banned.h); do \
	    $(CC) $(CPPFLAGS_ALL) $(STD) -Wall -Wextra -fsyntax-only -x c $$h || { echo "$$h does not stand alone"; exit 1; }; done
	@echo "headers: ok"

C_FILES = $(shell find server include tests -name '*.[ch]')
format: ## format the C sources
	$(Q)clang-format -i $(C_FILES)
format-check:
	$(Q)clang-format --dry-run -Werror $(C_FILES) && echo "format: ok"

tidy: ## what clang-tidy says (not yet at zero)
	$(Q)printf '%s\n' $(SOURCES) | xargs -P 2 -n 8 clang-tidy --quiet 2>/dev/null -- $(CPPFLAGS_ALL) $(STD) \
	    -DPS_VERSION='"tidy"' -DPS_COMMIT='""' -include include/base/banned.h >build/tidy.log; \
	    if grep -E 'warning:|error:' build/tidy.log; then exit 1; fi
	@echo "tidy: ok"

asan: ## the program with AddressSanitizer and UBSan in build/asan/paperstack
	$(Q)$(MAKE) --no-print-directory -j2 V=asan WERROR=-Werror build/asan/paperstack

check: lint test ## everything that CI could ask for

setup-bench: setup
	$(call need,$(APT_BENCH))

bench: setup-bench all node_modules/.test ## taking in notes beside cmark; answers over 10,000 made-up notes beside nginx and SQLite
	$(Q)tests/bench/ingest.sh build/paperstack
	$(Q)rm -rf build/bench/notes build/bench/small && mkdir -p build/bench
	$(Q)node tests/bench/library.mjs build/bench/notes 10000
	$(Q)build/paperstack import --data-dir build/bench/small build/bench/notes >/dev/null
	$(Q)node tests/bench/serve.mjs build/paperstack build/bench/small

# Made again when another extractor would make the server read all notes anew.
LARGE_PAPERS ?= 1000000
build/bench/large/made: $(GEN)/extractor_version.h | $(BUILD)/bench/library
	$(Q)rm -rf build/bench/large && mkdir -p build/bench
	$(Q)$(BUILD)/bench/library build/bench/large $(LARGE_PAPERS) && touch $@

bench-large: setup-bench all node_modules/.test build/bench/large/made ## answers over a million papers and ten million edges (3 GB below build/bench)
	$(Q)node tests/bench/serve.mjs build/paperstack build/bench/large

BENCH_NOTES ?= tests/demo-notes tests/quality tests/golden
$(BUILD)/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	@echo "  cc $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(STD) $(OPT_$(V)) -Wall -Wextra -Werror -MMD -MP -o $@ $< \
	    $(LIB) $(LD_$(V)) $(PKG_LIBS) -lm -lpthread

.PHONY: bench-extract
bench-extract: $(BUILD)/bench/extract ## speed of extraction alone on one core, beside cmark (BENCH_NOTES=folders)
	$(Q)$< $(BENCH_NOTES)

SHARE = $(DESTDIR)$(PREFIX)/share
install: build/paperstack build/paperstack.1 ## install below PREFIX (and DESTDIR): program, man page, completions of shells
	install -D -m 755 build/release/paperstack $(DESTDIR)$(PREFIX)/bin/paperstack
	install -D -m 644 build/paperstack.1 $(SHARE)/man/man1/paperstack.1
	$(Q)mkdir -p $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	build/paperstack completion bash > $(SHARE)/bash-completion/completions/paperstack
	build/paperstack completion zsh > $(SHARE)/zsh/site-functions/_paperstack
	build/paperstack completion fish > $(SHARE)/fish/vendor_completions.d/paperstack.fish

.PHONY: help
help: ## this list
	@grep -hE '^[a-zA-Z_-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-zA-Z_-]+):.*## /\1\t/' | sort | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: clean
clean: ## remove everything built
	$(Q)rm -rf build
