"""What pass 1 has read, kept for pass 2 within a fixed allowance: small estates are cut and read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.sources.split import Segment
from dbmigrate.syntax.ddl.nodes import Node

FILES: Final = 4_000_000  # bytes of files whose segments are kept
TREES: Final = 250_000  # characters of statements whose tokens and trees are kept as well


@dataclass
class Reading:
    """One file as pass 1 saw it. `trees` holds nodes of statements by the place where each starts in the file."""

    segments: list[Segment] = field(default_factory=list)
    trees: dict[int, Node] = field(default_factory=dict)


@dataclass
class Readings:
    """The files of one run. First come, first kept; the others are read again."""

    bytes_left: int = FILES
    tree_left: int = TREES
    files: dict[str, Reading] = field(default_factory=dict)

    def follow(self, file: str, size: int, segments: Iterable[Segment]) -> Iterator[Segment]:
        """The segments of a file of `size` bytes as they come; kept where it fits."""
        if size > self.bytes_left:
            yield from segments
            return
        self.bytes_left -= size
        kept = self.files[file] = Reading()
        for segment in segments:
            kept.segments.append(segment)
            yield segment

    def keep(self, file: str, segment: Segment, node: Node) -> None:
        """Keep the tree of a statement where there is room, and its file is kept."""
        size = len(segment.text)
        if file in self.files and size <= self.tree_left:
            self.tree_left -= size
            self.files[file].trees[segment.start] = node

    def take(self, file: str) -> Reading | None:
        """What was kept of a file. It is forgotten here, so its memory is free when the caller is done."""
        return self.files.pop(file, None)


__all__ = ["Reading", "Readings"]
