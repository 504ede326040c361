"""Script furniture and statement ends."""
