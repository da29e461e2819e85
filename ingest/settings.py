"""One frozen ``Settings``, built once at the edge; ``from_env`` is the only reader of the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from ingest.errors import SettingsError

BUNDLED = "bundled"
"""The embedding model that lies in the package."""


OutputMethod = Literal["json_schema", "function_calling", "json_mode", "plain"]
"""How a server is asked for structured replies."""


class Settings(BaseModel):
    """Plain data. Paths are absolute, times in seconds, sizes in MB."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path
    database_url: str = ""
    """Empty: SQLite in the data folder."""
    chroma_url: str = ""
    """Empty: embedded Chroma in the data folder."""
    embedding_model: str = BUNDLED
    """``bundled``, or a sentence-transformers name or folder; with a base URL the model's name there."""
    embedding_base_url: str = ""
    """OpenAI-compatible server (``http://host:port/v1``) that computes the vectors; empty: this machine."""
    embedding_api_key: SecretStr = SecretStr("")
    embedding_query_prompt: str = ""
    """Stands before every question, where the model asks for it and has none of its own."""
    embedding_document_prompt: str = ""
    """Stands before every passage, likewise."""
    reranker: str = ""
    """Folder or name of a cross-encoder; with a base URL the model's name there; empty: none."""
    reranker_base_url: str = ""
    """Server that speaks ``/rerank``; empty: this machine."""
    reranker_api_key: SecretStr = SecretStr("")
    llm_model: str = ""
    """The language model's name at its server; empty: answers are made without one."""
    llm_base_url: str = ""
    """OpenAI-compatible server (``http://host:port/v1``) of the language model, Ollama and vLLM included."""
    llm_api_key: SecretStr = SecretStr("")
    llm_output: OutputMethod = "plain"
    """How structured replies are asked for: by the server's schema, a function call, JSON mode or in words."""
    llm_timeout: float = Field(default=60.0, gt=0)
    """Of a whole reply, retries included."""
    llm_pause: float = Field(default=20.0, gt=0)
    """Until the first word, and between two; never more than the whole."""
    llm_retries: int = Field(default=1, ge=0, le=5)
    """After a busy or failing server, as long as nothing was said and there is time."""
    llm_max_tokens: int = Field(default=800, ge=50)
    """Of one answer."""
    llm_context_tokens: int = Field(default=3000, ge=200)
    """Of the evidence that is sent with a question, counted as one a Chinese character."""
    parse_workers: int = Field(default=2, ge=1, le=64)
    parse_seconds: float = Field(default=120.0, gt=0)
    parse_memory_mb: int = Field(default=2048, ge=256)
    ocr: Literal["auto", "off"] = "auto"
    """``off``: pages that are pictures are reported, never read."""
    max_file_mb: int = Field(default=200, ge=1)
    term_starts: str = Field(default="09-01,02-01", pattern=r"^\d{2}-\d{2},\d{2}-\d{2}$")
    """First days (month-day) of the autumn and the spring term, by which the checklist reckons 本学期."""
    lock_seconds: float = Field(default=10.0, ge=0)
    calendar_alarms: str = Field(default="7,1", pattern=r"^(?:off|\d{1,3}(?:\s*,\s*\d{1,3})*)$")
    """Days before a due day on which a calendar reminds, or ``off``."""
    admin_password: str = ""
    """Needed to upload, edit and remove when the app listens on more than this machine."""
    api_key: SecretStr = SecretStr("")
    """Other programs send it with every call of the REST API; empty: the API is for this machine alone."""

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """What ``repr`` and ``str`` show: addresses without what opens them, no password."""
        for name, value in super().__repr_args__():
            if name in ADDRESSES and isinstance(value, str):
                value = QUERY.sub("?***", USER.sub("//***@", value))
            yield name, "***" if name == "admin_password" and value else value

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the truth."""
        return self.database_url or f"sqlite:///{self.data_dir / 'library.sqlite3'}"

    @property
    def alarm_days(self) -> tuple[int, ...]:
        """Days before a due day on which a calendar reminds."""
        if self.calendar_alarms == "off":
            return ()
        return tuple(int(days) for days in self.calendar_alarms.split(","))

    @property
    def chroma_dir(self) -> Path:
        """Where embedded Chroma keeps its files."""
        return self.data_dir / "chroma"

    @property
    def lexical_dir(self) -> Path:
        """Where the lexical index lies."""
        return self.data_dir / "lexical"

    @property
    def originals_dir(self) -> Path:
        """Original files by content hash."""
        return self.data_dir / "originals"

    @classmethod
    def from_env(
        cls, *, data_dir: str | Path | None = None, env: Mapping[str, str] | None = None
    ) -> Settings:
        """Reads the environment once. ``data_dir`` wins over ``EDU_POLICY_DATA``, that over ./data.

        Raises:
            SettingsError: a variable holds a value that cannot be used; the message names it.
        """
        source = os.environ if env is None else env
        values: dict[str, object] = {
            field: source[name] for name, field in VARIABLES.items() if source.get(name, "") != ""
        }
        folder = data_dir if data_dir is not None else values.get("data_dir", "data")
        values["data_dir"] = Path(str(folder)).expanduser().resolve()
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][0])
            name = next((n for n, f in VARIABLES.items() if f == field), field)
            raise SettingsError(
                f"环境变量 {name}={values.get(field)!r} 无法使用：{first['msg']}。",
                f"请改正或删除 {name}，说明见 README 的环境变量表。",
            ) from error


ADDRESSES = frozenset(
    {"database_url", "chroma_url", "embedding_base_url", "reranker_base_url", "llm_base_url"}
)
"""Fields whose addresses may hold a name and a password, or a key in their query."""
USER = re.compile(r"//.*@", re.S)
QUERY = re.compile(r"\?.*", re.S)

VARIABLES: dict[str, str] = {
    "EDU_POLICY_DATA": "data_dir",
    "DATABASE_URL": "database_url",
    "CHROMA_URL": "chroma_url",
    "EMBEDDING_MODEL": "embedding_model",
    "EMBEDDING_BASE_URL": "embedding_base_url",
    "EMBEDDING_API_KEY": "embedding_api_key",
    "EMBEDDING_QUERY_PROMPT": "embedding_query_prompt",
    "EMBEDDING_DOCUMENT_PROMPT": "embedding_document_prompt",
    "RERANKER": "reranker",
    "RERANKER_BASE_URL": "reranker_base_url",
    "RERANKER_API_KEY": "reranker_api_key",
    "LLM_MODEL": "llm_model",
    "LLM_BASE_URL": "llm_base_url",
    "LLM_API_KEY": "llm_api_key",
    "LLM_OUTPUT": "llm_output",
    "LLM_TIMEOUT": "llm_timeout",
    "LLM_PAUSE": "llm_pause",
    "LLM_RETRIES": "llm_retries",
    "LLM_MAX_TOKENS": "llm_max_tokens",
    "LLM_CONTEXT_TOKENS": "llm_context_tokens",
    "PARSE_WORKERS": "parse_workers",
    "PARSE_SECONDS": "parse_seconds",
    "PARSE_MEMORY_MB": "parse_memory_mb",
    "OCR": "ocr",
    "MAX_FILE_MB": "max_file_mb",
    "TERM_STARTS": "term_starts",
    "LOCK_SECONDS": "lock_seconds",
    "CALENDAR_ALARMS": "calendar_alarms",
    "ADMIN_PASSWORD": "admin_password",
    "API_KEY": "api_key",
}
"""Environment variable → field. The README's table is checked against this by a test."""
