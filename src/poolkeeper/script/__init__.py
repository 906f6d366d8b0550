"""The console language, text only."""
