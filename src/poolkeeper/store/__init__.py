"""Where acknowledged state survives."""
