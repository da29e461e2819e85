"""The door's room for taking answers away: one answer or a whole conversation as a file."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import conversations, transcript
from assistant.records import Answer, Citation
from assistant.transcript import Transcript
from ingest.errors import UnknownId

if TYPE_CHECKING:
    from assistant.library import Library
    from ingest.store.store import Store


class TranscriptDoor:
    """Transcripts of what was asked and answered."""

    store: Store
    library: Library

    def transcript(
        self, pairs: Sequence[tuple[str, Answer]], day: dt.date | None = None
    ) -> Transcript:
        """Questions with their answers under one numbering of sources; ``day`` is the day of export."""
        return transcript.make_transcript(pairs, day or dt.date.today(), self._beside)

    def export_conversation(
        self, conversation: str, suffix: str, day: dt.date | None = None
    ) -> Path | None:
        """A conversation in a new temporary file, .docx or .md, named after its first question; None
        where nothing was asked in it."""
        pairs = transcript.exchanges_of(conversations.recall(self.store, conversation))
        if not pairs:
            return None
        made = self.transcript(pairs, day)
        path = Path(tempfile.mkdtemp(prefix="edu-policy-")) / transcript.file_name(made, suffix)
        transcript.write(made, path)
        return path

    def _beside(self, citation: Citation) -> tuple[str, ...]:
        """Words of a citation's context that its quote does not hold; none of a document that is gone."""
        try:
            text = self.library.document(citation.document_id).text
        except UnknownId:
            return ()
        spans = sorted({(c.start, c.end) for c in citation.context})
        outside = [text[a:b] for a, b in spans if not citation.start <= a < citation.end]
        return tuple(dict.fromkeys(words for words in outside if words.strip()))
