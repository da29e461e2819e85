"""Benches of the app as people meet it: a process of its own, asked over HTTP and in Chromium."""
