"""Reads a page of highlighted facts back, as a browser would see it without its script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "input", "br"}


@dataclass
class Element:
    """An open element: tag, attributes, and the words inside it."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def numbers(self, name: str) -> list[int]:
        return [int(n) for n in re.split("[ ,]", self.attributes.get(name, "")) if n]


class PageReader(HTMLParser):
    """All elements in order, the words of each, and what stands in <main>."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            e for e in self.elements
            if e.tag == tag and attributes.items() <= e.attributes.items()
        ]  # fmt: skip

    def marked(self, name: str, index: int) -> str:
        """The words whose attribute ``name`` names this fact."""
        return "".join(e.text for e in self.elements if index in e.numbers(name))

    def list_of(self, name: str) -> list[Element]:
        """The rows of a list: ``facts`` or ``uncovered``."""
        at = next(i for i, e in enumerate(self.elements) if e.attributes.get("id") == name)
        rows = []
        for element in self.elements[at + 1 :]:
            if element.tag == "section":
                break
            rows += [element] if element.tag == "li" else []
        return rows

    def links_of(self, name: str) -> list[str]:
        at = next(i for i, e in enumerate(self.elements) if e.attributes.get("id") == name)
        links = []
        for element in self.elements[at + 1 :]:
            if element.tag == "section":
                break
            links += [element.attributes["href"]] if "href" in element.attributes else []
        return links

    @property
    def data(self) -> Any:
        """The JSON that the script reads."""
        (block,) = self.all("script", id="data")
        return json.loads(block.text)


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
