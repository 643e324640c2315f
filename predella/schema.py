"""The name of a format goes in, its JSON Schema comes out, for editors that complete and check YAML."""

from __future__ import annotations

from typing import Any

from predella.blocks.installed import block_kinds
from predella.layouts import LayoutFile
from predella.model import ITEM_KEYS, Exhibit
from predella.theme_files import ThemeFile
from predella.validate import Model


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of "exhibit", "layout" or "theme"."""
    kinds: dict[str, type[Model]] = {"exhibit": Exhibit, "layout": LayoutFile, "theme": ThemeFile}
    schema = kinds[name].model_json_schema(mode="validation")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"Predella {name}"
    if name == "exhibit":
        add_blocks(schema)
    return schema


def add_blocks(schema: dict[str, Any]) -> None:
    """Say what a section's content may hold: one block an item, beside where and when it is placed."""
    definitions = schema.setdefault("$defs", {})
    properties: dict[str, Any] = {
        "frame": {"type": "string"},
        "only": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "optional": {"type": "boolean"},
        "waive": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    assert set(properties) == set(ITEM_KEYS)
    for kind, block in block_kinds().items():
        own = block.model_json_schema(mode="validation")
        definitions |= own.pop("$defs", {})
        own["description"] = block.summary
        for field in block.from_file:
            own["properties"][field] = {"anyOf": [own["properties"][field], {"type": "string"}]}
        definitions[f"block-{kind}"] = own
        short: list[dict[str, Any]] = (
            [{"type": ["string", "number", "array", "object", "null"]}] if block.shorthand else []
        )
        properties[kind] = {"anyOf": [{"$ref": f"#/$defs/block-{kind}"}, *short]}
    item = {"type": "object", "properties": properties, "additionalProperties": False}
    definitions["Section"]["properties"]["content"] = {
        "type": "array",
        "items": {"anyOf": [{"type": "string"}, item]},
    }
