"""Polybius: who did what to whom, when, where, according to whom, with which figures."""

__version__ = "0.1.0"
