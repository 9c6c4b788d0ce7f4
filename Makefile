# The ways in. `make site` and `make test` are all a newcomer needs.
VENV   ?= .venv
PYTHON ?= python3
RUN     = $(VENV)/bin/python
.DEFAULT_GOAL = help

help:            ## this list
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 18

# A stamp per requirements file: installed again only when the pins change.
$(VENV)/.installed-%: requirements/%.txt
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

site: $(VENV)/.installed-site        ## the demo: examples/ -> screened -> decided -> public/
	@$(RUN) build.py site

serve: site      ## the site on http://127.0.0.1:8000, built again at every save
	@$(RUN) build.py serve --demo

pull: $(VENV)/.installed-site        ## responses from every source into the queue
	@$(RUN) build.py pull

sync: $(VENV)/.installed-site        ## decisions from the Moderation tab in, flags and standing out
	@$(RUN) build.py sync

build: $(VENV)/.installed-site       ## what may be published -> public/
	@$(RUN) build.py build

build-export: $(VENV)/.installed-site ## the same from the signed export that LINLI_EXPORT names: a file or an address
	@$(RUN) build.py build --from "$$LINLI_EXPORT"

leakcheck: $(VENV)/.installed-site   ## look through every byte of public/ once more
	@$(RUN) build.py check

fresh: $(VENV)/.installed-site       ## fail when the published site is too old
	@$(RUN) build.py fresh

doctor: $(VENV)/.installed-site      ## what is set up, what is not, and how to mend it
	@$(RUN) build.py doctor

demo-sheet: $(VENV)/.installed-test  ## a community without a server, played through on loopback
	@$(RUN) -m tests.standin.demo

console: $(VENV)/.installed-server    ## the moderators' console on http://127.0.0.1:8001, with the examples
	@$(RUN) build.py console

console-prod: $(VENV)/.installed-server ## the console on a server; see docs/deploy-console.md
	@test -n "$$LINLI_CONSOLE_HOST" || { echo "LINLI_CONSOLE_HOST is not set; see docs/deploy-console.md"; exit 3; }
	@exec $(RUN) -m moderation.console

posters: $(VENV)/.installed-site ## the posters of all areas and buildings as PDF, in var/posters/ (needs Chromium)
	@$(RUN) build.py posters

test: $(VENV)/.installed-test        ## all tests
	@$(RUN) -m tests.browser.install
	$(RUN) -m pytest -n auto --dist loadfile

check: $(VENV)/.installed-test       ## what CI runs: format, lint, types, layers, then the tests
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	@$(MAKE) --no-print-directory docs-check
	@$(MAKE) --no-print-directory workflows-check
	@$(MAKE) --no-print-directory test

format: $(VENV)/.installed-test      ## ruff's formatting and safe fixes
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

docs: $(VENV)/.installed-test        ## write docs/rules/ and docs/forms.md from the rules and community.toml
	@$(RUN) -m commands.generated_docs

docs-check: $(VENV)/.installed-test  ## fail when one of them is stale
	@$(RUN) -m commands.generated_docs --check

workflows-check: $(VENV)/.installed-test  ## the workflows: their schema, and what could go wrong in them
	$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(VENV)/bin/zizmor --offline --persona pedantic --quiet .github/workflows

bench: bench-pull bench-site         ## from export to verdicts, and from entries to pages

bench-pull: $(VENV)/.installed-test    ## 10,000 responses from an export to their verdicts
	@$(RUN) -m bench.pull

bench-site: $(VENV)/.installed-test    ## the site beside Hugo's, what a phone fetches, what search costs
	@$(RUN) -m bench.site
	@$(RUN) -m bench.weight

bench-sheets: $(VENV)/.installed-test  ## memory and calls of pull and sync against the stand-in
	$(RUN) -m bench.sheets

bench-screening: $(VENV)/.installed-test  ## how good and how fast screening is, beside other tools
	$(RUN) -m bench.screening

bench-console: $(VENV)/.installed-test ## how long the console takes, on SQLite and PostgreSQL, with 100,000 waiting
	@$(RUN) -m bench.console
bench-speed: $(VENV)/.installed-test   ## how fast screening is: many texts, one, and hostile ones
	@$(RUN) -m bench.speed

train: $(VENV)/.installed-train      ## learn the scorer's weights from training/posts again
	$(RUN) -m training.pinyin
	$(RUN) -m training.train
	$(RUN) -m training.names

bench-linear: $(VENV)/.installed-test ## does screening stay linear on evil strings?
	@$(RUN) -m bench.linear_time

requirements:    ## compile the pins again (needs uv), without addresses
	for f in site server test train; do uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links -o requirements/$$f.txt requirements/$$f.in; done

.PHONY: posters console console-prod bench bench-console bench-linear bench-pull bench-screening bench-sheets bench-site bench-speed build build-export check demo-sheet docs docs-check doctor format fresh help \
  leakcheck pull requirements serve site sync test train workflows-check
