"""Question sets of other houses, read as ours: SQuAD-shaped JSON, BEIR folders, ragas rows; and the way out.

A set brings its own documents: they become a library that goes after the run.
"""
