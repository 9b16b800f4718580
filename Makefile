# Every target makes its own environment in .venv and installs what it needs.
#   make demo   from sample letters to a graph, an answer and a picture
#   make test   style, types, tests, the built wheel

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
APT    := $(shell command -v apt-get 2>/dev/null)

.PHONY: demo test lint gallery generate bench wheel compiled evaluate lock clean browser virtuoso
.DELETE_ON_ERROR:

demo: $(VENV)/run.stamp
	@$(BIN)/replygraph demo demo

test: lint browser virtuoso
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests src/replygraph

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

gallery: $(VENV)/dev.stamp browser
	$(BIN)/python visualizations/make_gallery.py

generate: $(VENV)/dev.stamp
	$(BIN)/python -m replygraph.resources.compile
	$(BIN)/python -m replygraph.vocab
	$(BIN)/pybabel compile -D click -d src/replygraph/cli/locale

evaluate: $(VENV)/run.stamp
	$(BIN)/replygraph evaluate data/gold --floors data/gold/floors.json

bench: $(VENV)/dev.stamp
	@set -e; grep -v '^#' benchmarks/short.txt | while read -r call; do \
	  echo "== $$call"; $(BIN)/python benchmarks/$$call </dev/null; done

# A wheel whose reading is compiled for this system (docs/decisions/0011), into dist/.
wheel: $(VENV)/dev.stamp
	REPLYGRAPH_COMPILE=1 $(BIN)/python -m build --wheel --no-isolation -o dist

# The same, unpacked into build/compiled. Measure it, or anything else, with
#   PYTHONPATH=build/compiled .venv/bin/python benchmarks/speed.py 3
compiled: $(VENV)/dev.stamp
	rm -rf build/compiled build/wheel
	REPLYGRAPH_COMPILE=1 $(BIN)/python -m build --wheel --no-isolation -o build/wheel
	$(PIP) install --no-deps --target build/compiled build/wheel/*.whl

# After a change of pyproject.toml's dependencies: pin them anew, with hashes, for every system.
lock: $(VENV)/dev.stamp
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -q -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --group bench --all-extras --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/dev.txt

clean:
	rm -rf $(VENV) demo graph dist build .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "需要 Python 3.11 或更新版本：make demo PYTHON=python3.12 / Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  if [ -n "$(APT)" ] && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); \
	  else echo "请先安装 python3-venv / please install python3-venv first"; exit 1; fi; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "正在安装依赖（约一分钟）… / installing what is needed (about a minute)…"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "正在安装开发依赖… / installing the development tools…"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp

# The page tests drive a real browser with Chinese fonts; without it they say so and are skipped.
browser:
	@if [ -z "$$(command -v chromium)" ] || ! fc-list 2>/dev/null | grep -qi "cjk"; then \
	  if [ -n "$(APT)" ] && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; \
	  else echo "未安装 chromium 与中文字体，页面测试将跳过：apt install chromium fonts-noto-cjk"; fi; fi

# A server that speaks SPARQL, for the tests of a store on one; without it they are skipped.
virtuoso:
	@if [ -z "$$(command -v virtuoso-t)" ]; then \
	  if [ -n "$(APT)" ] && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null; \
	  else echo "未安装 virtuoso，服务器测试将跳过：apt install virtuoso-opensource-7-bin"; fi; fi
