# make run    set up, ingest the sample documents, show a first answer, open the app (SERVE=0: stop before serving)
# make test   set up and run the tests      make lint   ruff and mypy      make bench   long runs
# make ocr    add text recognition for scans and pictures (offline, about 200 MB)
# make gate   ask our own question sets; fails where a figure fell by more than its interval (make baseline: a new one)
# make clean  remove the virtual environment and caches (never the data folder)

PYTHON ?= python3
SERVE ?= 1
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
STAMP := $(VENV)/.installed-from-lock
# PyTorch's own index has CPU wheels; the ordinary one has CUDA builds for Linux.
TORCH_INDEX := https://download.pytorch.org/whl/cpu
TORCH := $(shell sed -n 's/^\(torch==[0-9.]*\).*/\1/p' requirements.lock)

# What the gate asks: the halves of our own sets that rules may be tuned on.
GATED := --questions eval/questions/corpus.yaml --questions eval/questions/answers-corpus.yaml --split dev

.PHONY: run test lint format bench gate baseline clean setup ocr

setup: $(STAMP)

$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed."; \
	  echo "  Debian/Ubuntu: sudo apt-get install python3 python3-venv    macOS: brew install python@3.12"; \
	  echo "  其他命令名 / other command name: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "缺少 venv 模块 / the venv module is missing:  sudo apt-get install python3-venv"; exit 2; }
	@echo "安装依赖到 .venv（只在第一次）/ installing into .venv (first time only) …"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@if [ "$$(uname -s)" = Linux ] && ! $(PY) -c 'import torch' 2>/dev/null; then \
	  $(PIP) install -q --no-deps --retries 0 --timeout 5 --index-url $(TORCH_INDEX) $(TORCH) 2>/dev/null \
	    || echo "PyTorch 的 CPU 安装源无法访问，改用普通源 / CPU wheel not reachable, using the ordinary index"; fi
	@$(PIP) install -q --no-deps -r requirements.lock || { \
	  echo "安装失败，重试时不装 torch（默认模式不需要它）/ retrying without torch (not needed by default)"; \
	  grep -v '^torch==' requirements.lock > $(VENV)/without-torch.lock && \
	  $(PIP) install -q --no-deps -r $(VENV)/without-torch.lock; }
	@touch $(STAMP)

ocr: setup
	@$(PIP) install -q --no-deps -r requirements-ocr.lock
	@$(PY) -c 'from ingest.load import ocr; assert ocr.available()' && echo "文字识别已安装 / text recognition is installed"

run: setup
	@$(PY) app.py --tour $(if $(filter 0,$(SERVE)),--no-serve)

test: setup
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: setup
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: setup
	$(PY) -m pytest -m slow --run-slow $(ARGS)
	$(PY) -m eval bench peer-cases --peer jionlp
	$(PY) -m eval bench retrieval
	$(PY) -m eval bench retrieval-cost
	$(PY) -m eval bench answers
	$(PY) -m eval bench suggestions
	$(PY) -m eval bench guard
	$(PY) -m eval bench answers-cost
	$(PY) -m eval bench parsing
	$(PY) -m eval bench docx
	$(PY) -m eval bench cells
	$(PY) -m eval bench metadata
	$(PY) -m eval bench facts
	$(PY) -m eval bench facts-agreement
	$(PY) -m eval bench extraction-speed
	$(PY) -m eval bench damaged
	$(PY) -m eval bench speed
	$(PY) -m eval bench ocr
	$(PY) -m eval bench llm-faults
	$(PY) -m eval bench app-start
	$(PY) -m eval bench app-citation
	$(PY) -m eval bench app-network
	$(PY) -m eval bench app-stories
	$(PY) -m eval bench app-load

gate: setup
	@mkdir -p .scratch
	$(PY) -m eval run $(GATED) --json .scratch/outcomes.json > .scratch/figures.json
	$(PY) -m eval gate .scratch/outcomes.json eval/baselines/corpus.json > .scratch/gate.json

# A new baseline, after a run whose figures are meant to stay.
baseline: setup
	$(PY) -m eval score .scratch/outcomes.json --json eval/baselines/corpus.json > .scratch/figures.json

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .scratch dist build
