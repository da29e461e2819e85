"""The part of PolicyAssistant that an administrator sets the language model with. The key goes in and never out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from assistant import llm_choice
from assistant.llm_choice import Choice
from ingest.errors import SettingsError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.models import Models


@dataclass(frozen=True, slots=True)
class ModelState:
    """The language model as people may see it. ``fixed``: the environment names it; ``failed``: why it failed
    the last time, empty while it works."""

    model: str = ""
    base_url: str = ""
    has_key: bool = False
    fixed: bool = False
    failed: str = ""


class ModelDoor:
    """Reads, tries and sets the language model."""

    settings: Settings
    models: Models

    def model_state(self) -> ModelState:
        """What is set; a model without a name where nothing is."""
        try:
            choice = self.models.choice()
        except SettingsError as error:
            return ModelState(fixed=True, failed=error.reason)
        if choice is None:
            return ModelState()
        model = self.models.current()
        failed = model.failed if model else ""
        has_key = bool(choice.key.get_secret_value())
        return ModelState(choice.model, choice.base_url, has_key, choice.fixed, failed)

    def try_model(self, model: str, base_url: str, key: str) -> str:
        """Asks a model for one word before it is set, and gives its name; an empty key means the one that is kept.

        Raises:
            SettingsError: something is missing or cannot be used.
            EndpointError: why the server does not answer.
        """
        asked = self.models.open(self._typed(model, base_url, key))
        try:
            asked.test()
        finally:
            asked.close()
        return asked.name

    def set_model(self, model: str, base_url: str, key: str) -> None:
        """Keeps a model for everybody who asks this library; without a name none is used.

        Raises:
            SettingsError: the environment names one, or something is missing or cannot be used.
        """
        self._may_change()
        if not model.strip() and not base_url.strip():
            llm_choice.forget(self.settings.data_dir)
            return
        choice = self._typed(model, base_url, key)
        self.models.open(choice).close()
        llm_choice.save(self.settings.data_dir, choice)

    def _may_change(self) -> None:
        if self.settings.llm_model or self.settings.llm_base_url:
            raise SettingsError(
                "语言模型由环境变量设定。", "请改 LLM_MODEL、LLM_BASE_URL 后重新启动。"
            )

    def _typed(self, model: str, base_url: str, key: str) -> Choice:
        """What was typed, with the kept key where none was; a kept key goes to no other server."""
        kept = llm_choice.chosen(self.settings)
        same = kept is not None and kept.base_url.strip() == base_url.strip()
        secret = SecretStr(key.strip()) if key.strip() or not same or kept is None else kept.key
        return Choice(model.strip(), base_url.strip(), secret)
