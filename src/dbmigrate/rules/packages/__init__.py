"""Packages that the source supplies: their functions, procedures, constants and types."""
