"""The training of the reader that comes with the program (``ingest/reranking/model``): examples, network, graph.

``python -m eval train-reader BASE OUT QUESTIONS=LIBRARY …`` does all of it. Needs torch and the package onnx; running the
reader needs neither.
"""
