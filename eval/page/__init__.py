"""The report as one HTML page: no script, nothing from outside; Chinese and English, light and dark, on paper too."""
