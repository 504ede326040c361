"""What `probe` found as a pack file for `--to`: what it stands on, and only what differs from that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dbmigrate.packs.toml_text import array, table
from dbmigrate.probe import Probed

HEAD: Final = """# A server as `dbmigrate probe` found it; use it with --to. It holds what differs from the pack that it
# extends, and may be edited: evidence says where a row comes from (verified: the server was asked).
"""


def pack_text(probed: Probed) -> str:
    """The same answers of a server give the same text: no time, no host, no user."""
    head: dict[str, str | bool | int] = {"extends": probed.base.spec}
    if probed.identity.kind != probed.base.name:
        head["name"] = probed.identity.kind
    if probed.described.mode:
        head["mode"] = probed.described.mode
    if probed.identity.version:
        head["version"] = probed.identity.version
    if probed.counts_characters is not None:
        head["counts_characters"] = probed.counts_characters
    length = probed.described.settings.get("max_identifier_length", "")
    if length.isdigit():
        head["max_identifier_bytes"] = int(length)
    made_by = f"# {one_line(probed.identity.text)}\n"
    text = HEAD + made_by + table("pack", head)
    text += table("settings", dict(probed.described.settings)) if probed.described.settings else ""
    for change in probed.changes:
        row = {"name": change.after.name, "has": change.after.has, "evidence": change.after.evidence}
        extra = {"limits": change.after.limits, "source": one_line(change.after.source)}
        text += table("capabilities", row | {key: value for key, value in extra.items() if value}, many=True)
    text += tables_of(probed)
    return text


def tables_of(probed: Probed) -> str:
    text = table("keywords.positions", {p: sorted(w) for p, w in sorted(probed.words.items())}) if probed.words else ""
    beside, absent = probed.functions
    if beside or absent:
        text += "\n[functions]\n" + array("names", beside) + array("absent", absent)
    if probed.described.added:
        added = {name: sorted(names) for name, names in sorted(probed.described.added.items())}
        text += table("functions.extensions", added)
    own, without = probed.types
    if without:
        text += "\n[types]\n" + array("absent", without)
    return text + (table("types.names", ordered(own)) if own else "")


def ordered(names: Mapping[str, str]) -> dict[str, str]:
    return {name: names[name] for name in sorted(names)}


def one_line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["pack_text"]
