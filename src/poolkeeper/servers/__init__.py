"""Sockets around wire and domain."""
