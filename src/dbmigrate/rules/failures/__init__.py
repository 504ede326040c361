"""What nothing could read or write."""
