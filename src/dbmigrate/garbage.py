"""Python's garbage collector under control: trees are cyclic and many, results are many and stay."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from dbmigrate.engine.contract import load_rules
from dbmigrate.results import ConvertedText

LEAST: Final = 40_000  # characters of text whose trees may wait
SHARE: Final = 4  # a collection may come when so many times its own length of CPU time has passed


class Garbage:
    """Collects what the trees of the converted text leave, all generations: the last tree of a file outlives its file.

    A collection looks at all results too, so that it takes longer the more there are: it comes the less often then.
    """

    def __init__(self) -> None:
        self.characters, self.cost, self.last = 0, 0.0, time.process_time()

    def after(self, stretches: Iterable[ConvertedText]) -> Iterator[ConvertedText]:
        """The stretches, with collections between them."""
        for stretch in stretches:
            yield stretch
            self.characters += len(stretch.source)
            if self.characters >= LEAST and time.process_time() - self.last >= SHARE * self.cost:
                self.collect()

    def collect(self) -> None:
        start = time.process_time()
        gc.collect()
        self.last = time.process_time()
        self.cost, self.characters = self.last - start, 0


@contextmanager
def controlled_garbage() -> Iterator[None]:
    """Nothing is collected but by `Garbage`; the caller's state comes back. The rules are loaded first: what is there
    before is not looked at again by any collection."""
    load_rules()
    was = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


__all__ = ["Garbage", "controlled_garbage"]
