"""Files at the same time: processes on this machine, workers on others, and what earlier runs have kept."""
