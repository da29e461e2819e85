"""The page: one module per tab, all words in ``strings``. Imported by app.py alone."""
