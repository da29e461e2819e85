"""Each person's story on the app, from start to end in Chromium, by what the person sees."""
