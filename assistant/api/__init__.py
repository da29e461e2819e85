"""The REST API beside the page: the same functions and the same JSON as the command line, for other systems."""
