"""The evaluators' tab: its files, the run behind it, its three views. Assembled by eval/ui.py."""
