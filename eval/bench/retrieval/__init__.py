"""The comparison bench of retrieval: several systems over one library, asked the same sets of questions.

``records`` → ``shelf`` (one library opened) → ``systems`` and ``peers`` (what searches it) → the sets
(``question_files``, …) → ``scoring`` → ``table``; ``run`` alone knows the order.
"""
