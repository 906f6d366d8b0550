"""Pure decisions over plain values: no I/O, no clock, no log."""
