"""A question set as a workbook that people fill in, and back: one row a question, more rows for more gold.

A row without an id goes on with the question above it. Rows of the same 依据组 are needed together; of
several groups one is enough. In a cell lines part the rows of a list, and ``｜`` the wordings of a row.
"""
