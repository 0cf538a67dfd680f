# Everything is set up on the way: python3 with venv, make and a network are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .venv-demo

.PHONY: demo test test-all lint types unit long engines agree bare sample mutants pythons bench old-hypothesis limits some-limits some-rule-mutants rule-mutants workbooks notebooks rules pages drawing public \
	house rehearse-rule-change lock clean

# The main job on a real city: Kota Bandung's published self-assessment of 2024.
demo: $(DEMO)/ready
	$(DEMO)/bin/kla evaluate examples/kota-bandung-2024.yaml
	@echo
	$(DEMO)/bin/kla evaluate examples/kota-bandung-2024.yaml --lang en

# Linter, format, types and tests on one Python, in three minutes at most.
test: lint types unit

# What takes longer; nothing of `test` runs a second time.
test-all: long engines bare sample some-limits some-rule-mutants pythons notebooks rehearse-rule-change

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: $(VENV)/ready
	$(BIN)/mypy

unit: $(VENV)/ready
	$(BIN)/python -m pytest -n 2 -m "not slow"

# Slow tests, and every property on many examples: others with every commit, the same for each.
long: $(VENV)/ready
	@$(MAKE) --silent examples/forms/form.js || echo "The form of the example is not built: its tests are left out."
	$(BIN)/python -m pytest -n 2 -m "slow or hypothesis" --hypothesis-profile thorough \
		--hypothesis-seed "$$(git rev-parse --short=8 HEAD 2>/dev/null | sed 's/^/0x/' | xargs printf '%d')"

# The form of the example, of packages of npm, which the library does not need.
examples/forms/form.js: examples/forms/form.mjs examples/forms/package-lock.json
	cd examples/forms && npm ci --no-audit --no-fund --silent && npm run build --silent

# Both engines on 5,000 evaluations in four threads of a process of their own.
engines: $(VENV)/ready
	$(BIN)/python tools/engines_at_length.py

# Tables on every engine against each other and against evaluate(): a million rows of each edition.
agree: $(VENV)/ready
	$(BIN)/python tools/agree.py

# Wheel and source distribution in new environments: on every Python, bare and with each extra.
bare: $(VENV)/ready
	$(BIN)/python tools/bare_installs.py

# Damaged functions that the quick tests must notice: a few, others with every commit; or all kept.
sample: $(VENV)/ready
	$(BIN)/python tools/mutants.py --sample 10 --seed "$$(git rev-parse HEAD 2>&1)"

mutants: $(VENV)/ready
	$(BIN)/python tools/mutants.py

# Damaged rules, and who notices them: check, prove, the packaged cases, compare; a few, or all.
some-rule-mutants: $(VENV)/ready
	$(BIN)/python benchmarks/rule_mutation.py --each 2 --seed "$$(git rev-parse HEAD 2>&1)"

rule-mutants: $(VENV)/ready
	$(BIN)/python benchmarks/rule_mutation.py

# The tests of `unit` on every other Python that is on the machine.
pythons: $(VENV)/ready
	$(BIN)/python tools/other_pythons.py

# Speed beside a hand-written loop and another engine; equal results are checked first.
bench: $(VENV)/ready
	$(BIN)/python benchmarks/single.py
	$(BIN)/python benchmarks/request.py
	$(BIN)/python benchmarks/loading.py
	$(BIN)/python benchmarks/steps.py
	$(BIN)/python benchmarks/planning.py
	$(BIN)/python benchmarks/plan_scenarios.py
	$(BIN)/python benchmarks/units.py
	$(BIN)/python benchmarks/imports.py
	$(BIN)/python benchmarks/changes.py
	$(BIN)/python benchmarks/proofs.py
	$(BIN)/python benchmarks/moved.py
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/serve.py --seconds 60
	$(BIN)/python benchmarks/strategies.py
	$(BIN)/python benchmarks/cards.py
	$(BIN)/python benchmarks/workbook.py
	$(BIN)/python benchmarks/workbook_form.py
	$(BIN)/python benchmarks/workbook_read.py
	$(BIN)/python benchmarks/table.py

# The strategies with the oldest Hypothesis that is taken.
old-hypothesis:
	$(PYTHON) -m venv .venv-old-hypothesis
	.venv-old-hypothesis/bin/pip install -q -e . hypothesis==6.100.0 pytest pytest-xdist
	.venv-old-hypothesis/bin/python -m pytest -q -p no:cacheprovider tests/test_strategies.py

# Every limit walked: seconds and memory at it, and how both grow; a few others with every commit.
limits: $(VENV)/ready
	$(BIN)/python tools/limits.py

some-limits: $(VENV)/ready
	$(BIN)/python tools/limits.py --sample 5 --seed "$$(git rev-parse HEAD 2>&1)"

# Damaged workbooks: each is refused, or read as it is meant; two hundred of them run among the tests.
workbooks: $(VENV)/ready
	$(BIN)/python tools/mutated_workbooks.py --seed "$$(git rev-parse HEAD 2>&1)"

# The notebooks, each from a clean kernel and without a network; their pages must show what came of it.
notebooks: $(VENV)/ready
	$(BIN)/python tools/notebooks.py

# Everything that is derived from the rules, after a change of them: the corpus, the pages of the
# editions, what example overlays are written for, the points of invented examples, schemas of tables,
# ids that schemas list, typed forms, kept explanations and plans, pictures, printed examples, pages of
# notebooks. Nothing changes where no rule has.
rules: $(VENV)/ready
	cd tests && $(abspath $(BIN))/python -m conformance.generate
	$(BIN)/python tools/edition_pages.py
	$(BIN)/python tools/stamp_overlays.py
	$(BIN)/python tools/fit_examples.py
	$(BIN)/python tools/table_schemas.py
	$(BIN)/python tools/known_ids.py
	$(BIN)/python tools/typed_forms.py
	$(BIN)/python tests/explained.py
	$(BIN)/python tests/planned.py
	$(BIN)/python tests/checks_page.py
	$(BIN)/python tools/printed_examples.py
	$(BIN)/python tools/pictures.py
	$(BIN)/python tools/notebooks.py --write

# The pages of all that is derived: from the rules, and the drawing of the house, the public names
# and the page of the checks from the code.
pages: rules drawing public checks

# What `kla check` looks for, each on the smallest damage that it meets.
checks: $(VENV)/ready
	$(BIN)/python tests/checks_page.py

# What is public: stubs for checkers of types, and the reference, from the table of names.
public: $(VENV)/ready
	$(BIN)/python tools/public_names.py

drawing: $(VENV)/ready
	$(BIN)/python tools/house.py --drawing

# The house as the code has it: folders, arrows of imports, circles, what visits a condition.
house: $(VENV)/ready
	$(BIN)/python tools/house.py

# A change of four figures and words, in a copy: which files have to be touched by hand for it.
rehearse-rule-change: $(VENV)/ready
	$(BIN)/python tools/rehearse_rule_change.py

# Write requirements-dev.lock anew: names, versions and hashes for every supported Python.
lock:
	python3 -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--extra all --group dev pyproject.toml -o requirements-dev.lock

$(VENV)/ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(DEMO)/ready: pyproject.toml $(shell find src rules schemas -type f -not -name '*.pyc')
	$(PYTHON) -m venv --clear $(DEMO)
	$(DEMO)/bin/python -m pip install --quiet --disable-pip-version-check .
	touch $@

clean:
	rm -rf $(VENV) $(DEMO) .venv-3* .venv-old-hypothesis dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
