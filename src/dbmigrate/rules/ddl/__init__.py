"""Tables and other objects."""
