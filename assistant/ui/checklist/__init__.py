"""The checklist tab: its list, its corrections, indicators side by side."""
