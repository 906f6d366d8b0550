"""The living system: one writer."""
