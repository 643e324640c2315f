"""Predella: one exhibit definition in, everything a museum or a classroom prints from it out."""

__version__ = "0.1.0"
