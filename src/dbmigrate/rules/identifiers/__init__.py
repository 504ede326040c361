"""Names and reserved words."""
