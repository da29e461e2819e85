"""Every word the page shows."""
