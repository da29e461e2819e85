"""The commands of ``python -m eval``, by what they are for; eval/__main__.py puts them together."""
