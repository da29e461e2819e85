"""Benches: what a room reaches on cases others wrote, and what it costs."""
