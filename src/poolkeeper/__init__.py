"""Poolkeeper: an IP address-pool server for Linux that speaks RouterOS."""

__version__ = "0.1.0"
