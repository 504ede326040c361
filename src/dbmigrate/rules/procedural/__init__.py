"""Procedural code."""
