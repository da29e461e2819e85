"""The language model in use: made anew when the administrator's choice changes, none where none is chosen."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from assistant import llm_choice
from ingest.errors import PolicyError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm import LanguageModel
    from assistant.llm_choice import Choice

log = logging.getLogger(__name__)


class Models:
    """Gives the model to ask. Thread-safe; nothing is loaded where no model is chosen."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._model: LanguageModel | None = None

    def check(self) -> None:
        """Are the settings of the environment whole?

        Raises:
            SettingsError: a model without an address, or an address that cannot be used.
        """
        choice = llm_choice.chosen(self._settings)
        if choice is not None and choice.fixed:
            self.open(choice).close()

    def choice(self) -> Choice | None:
        """What is chosen, whether or not it can be used."""
        return llm_choice.chosen(self._settings)

    def open(self, choice: Choice) -> LanguageModel:
        """A model to try; nothing is asked yet.

        Raises:
            SettingsError: the address or the key cannot be used.
        """
        from assistant.llm import LanguageModel

        return LanguageModel(llm_choice.checked(choice), self._settings)

    def current(self) -> LanguageModel | None:
        """The model in use; None where none is chosen, or the choice of the page cannot be used."""
        stamp = llm_choice.stamp(self._settings.data_dir)
        with self._lock:
            if stamp != self._stamp:
                self._stamp, self._model = stamp, None
                try:
                    choice = llm_choice.chosen(self._settings)
                    self._model = self.open(choice) if choice else None
                except PolicyError as error:
                    log.warning("语言模型用不了：%s", error)
            return self._model

    def close(self) -> None:
        """Closes the connections of the model in use."""
        with self._lock:
            if self._model is not None:
                self._model.close()
            self._stamp, self._model = None, None
