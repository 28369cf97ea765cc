# One command each for a person, a hook and CI. Everything sets itself up in .venv first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TOOLS := build/tools/.ready
# Only for `make notebook`: the build and the tests do without it, so it is not in the lock.
JUPYTERLAB := 'jupyterlab>=4.2,<5'

.PHONY: detectors fuzz site serve serving zip notebook test check style bench clean
.PHONY: audit lighthouse reading tools

site: $(READY)              ## build public/ and print the yearly figures
	$(BIN)/lfr build

serve: site                 ## look at the site at http://127.0.0.1:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory public 8000

serving: site               ## compressed copies and a server's configuration, for whoever puts the site online
	$(BIN)/lfr serving

zip: site                   ## build/lfr-statistics-site.zip: a copy of the site that works from a folder, without a server
	$(BIN)/lfr zip

notebook: site              ## open the notebooks in JupyterLab, on the figures just built
	@$(BIN)/python -c "import jupyterlab" 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check $(JUPYTERLAB)
	$(BIN)/jupyter lab notebooks

test: $(READY) $(TOOLS)     ## prove the figures, in a few minutes
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

check: style test           ## style and types, the tests, and those that take long
	$(BIN)/python -m pytest -n 2 --dist loadfile -m slow

style: $(READY)             ## style and types
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy scripts/lfr

detectors: $(READY)         ## measure the checks on simulated records; writes data/audits/
	$(BIN)/lfr-lab detectors

bench: $(READY)             ## print seconds and memory of builds with 1 and 10 times the data, stage by stage
	$(BIN)/lfr-lab bench

audit: site $(TOOLS)        ## look at every page four ways; writes what the accessibility statement shows
	PYTHONPATH=tests $(BIN)/python -m browser.audit public --every --record data/audits/accessibility.json

lighthouse: site tools      ## measure five pages as on a slow phone
	cd build/tools && npm ci --silent --ignore-scripts
	PYTHONPATH=tests $(BIN)/python -m browser.lighthouse public

reading: site               ## print the pages that are hardest to read
	PYTHONPATH=tests $(BIN)/python -m browser.reading public

tools: $(TOOLS)             ## fetch axe and the HTML checker for the browser tests

N ?= 10000
SEED ?= 1
fuzz: $(READY)              ## spoil N files and read each; `make fuzz N=10000 SEED=2`; writes build/fuzz.json
	PYTHONPATH=scripts:tests $(BIN)/python -m fuzz.run --files $(N) --seed $(SEED)

clean:                      ## remove everything that was made; `make site` brings it back
	rm -rf build public .venv

$(READY): requirements.lock pyproject.toml scripts/setup
	PYTHON="$(PYTHON)" sh scripts/setup .venv
	touch $@

# Without npm the tests still run, and say at their head what they leave out.
$(TOOLS): tests/browser/tools/package-lock.json
	@mkdir -p build/tools
	@cp tests/browser/tools/package.json tests/browser/tools/package-lock.json build/tools/
	@if ! command -v npm >/dev/null; then echo "tools: npm is not on this machine, some tests will be left out"; \
	elif cd build/tools && npm ci --silent --omit=dev --ignore-scripts; then touch .ready; \
	else echo "tools: npm could not fetch axe and the HTML checker, some tests will be left out"; fi
