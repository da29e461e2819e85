"""The ground floor: files become documents, chunks, facts and indexes. Knows nothing above it."""
