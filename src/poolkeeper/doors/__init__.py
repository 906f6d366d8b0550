"""Thin protocols over Request and Reply."""
