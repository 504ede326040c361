"""Rules: one file each, one folder per family. A rule is found by being here; its docstring is page and test."""
