"""The wheel, installed into an environment of its own in another directory, ingests and answers there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_packages_the_samples_and_the_model(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "app.py" in names
    assert "ingest/embedding/model/model.safetensors" in names
    assert any(n.startswith("ingest/_corpus/") and n.endswith(".docx") for n in names)
    assert "eval/questions/corpus.yaml" in names
    assert {"ingest/render/fact_page.css", "ingest/render/fact_page.js"} <= set(names)
    assert {"eval/page/page.html", "eval/page/page.css"} <= set(names)
    assert not any(n.startswith(("tests/", "data/")) for n in names)


def test_the_wheel_ingests_and_answers_in_another_directory(
    wheel: Path, plan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "别处"
    python = environment_with(wheel, folder / "env")
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}

    def run(*args: str) -> str:
        done = subprocess.run(
            [str(python), *args], cwd=folder, env=env, capture_output=True, text=True,
            encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(folder) in run("-c", "import ingest; print(ingest.__file__)")
    run("-m", "ingest", "add", str(plan))
    answer = json.loads(run("-m", "assistant", "ask", "初中生均公用经费是多少？", "--json"))
    assert "900元" in answer["text"]
    assert (folder / "data" / "library.sqlite3").exists()


def environment_with(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel alone installed; it sees the dependencies of this one."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = Path(
        subprocess.run(
            [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()
    )  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target",
         str(site), str(wheel)], check=True,
    )  # fmt: skip
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python
