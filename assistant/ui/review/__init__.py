"""The review queue inside the checklist tab."""
