"""Which language model writes: the one of the environment, else the one an administrator has set on the page."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from ingest.address import Names
from ingest.errors import SettingsError
from ingest.settings import Settings

FILE = "language_model.json"
"""In the data folder; readable by its owner only, since it holds the key."""
BY_ENVIRONMENT = Names("LLM_BASE_URL", "LLM_API_KEY", "LLM_MODEL")
BY_PAGE = Names("“语言模型”里的服务地址", "“语言模型”里的密钥", "“语言模型”里的模型名")
"""How messages call the settings, by where they were made."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One model of one server; ``fixed`` where the environment names it, which no page can change."""

    model: str
    base_url: str
    key: SecretStr = SecretStr("")  # noqa: RUF009
    fixed: bool = False

    @property
    def names(self) -> Names:
        """What messages call its settings."""
        return BY_ENVIRONMENT if self.fixed else BY_PAGE


def chosen(settings: Settings) -> Choice | None:
    """The model in use; None where none is set.

    Raises:
        SettingsError: a model without an address, or an address without a model.
    """
    if settings.llm_model or settings.llm_base_url:
        choice = Choice(settings.llm_model, settings.llm_base_url, settings.llm_api_key, fixed=True)
        return checked(choice)
    return saved(settings.data_dir)


def checked(choice: Choice) -> Choice:
    """The same choice, if it is whole.

    Raises:
        SettingsError: the model or the address is missing.
    """
    if not choice.base_url.strip():
        raise SettingsError(
            f"没有写{choice.names.base}。",
            "请填 OpenAI 兼容服务的地址，如 http://127.0.0.1:11434/v1。",
        )
    if not choice.model.strip():
        raise SettingsError(f"没有写{choice.names.model}。", "请填该服务里的模型名。")
    return choice


def saved(data_dir: Path) -> Choice | None:
    """What an administrator has set; None where nothing is, or the file cannot be read."""
    try:
        raw = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        return Choice(str(raw["model"]), str(raw["base_url"]), SecretStr(str(raw.get("key", ""))))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(data_dir: Path, choice: Choice) -> None:
    """Keeps a choice; only the owner of the file may read it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    content = {
        "model": choice.model, "base_url": choice.base_url, "key": choice.key.get_secret_value(),
    }  # fmt: skip
    path, new = data_dir / FILE, data_dir / f"{FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(
        os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(content, file, ensure_ascii=False)
    new.replace(path)


def forget(data_dir: Path) -> None:
    """Takes the choice of the page back."""
    with contextlib.suppress(FileNotFoundError):
        (data_dir / FILE).unlink()


def stamp(data_dir: Path) -> tuple[int, int]:
    """Changes whenever the choice of the page does."""
    try:
        known = (data_dir / FILE).stat()
        return known.st_mtime_ns, known.st_ino
    except OSError:
        return 0, 0
