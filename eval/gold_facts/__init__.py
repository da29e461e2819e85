"""Facts that people marked in documents (eval/GUIDELINES.md): written, packed, read and found again."""

from eval.gold_facts.files import load_gold
from eval.gold_facts.pack import pack
from eval.gold_facts.place import FlatText, place
from eval.gold_facts.records import GoldDocument, GoldFact, PlacedFact

__all__ = ["FlatText", "GoldDocument", "GoldFact", "PlacedFact", "load_gold", "pack", "place"]
