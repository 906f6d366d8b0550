"""One suite that every store must pass, and what each store has of its own."""
