"""One community, read from community.toml: names, areas, categories, forms, groups, hotlines, thresholds."""

from moderation.core.community.load import BadCommunity, Mistake, load_community
from moderation.core.community.model import (
    Area,
    Category,
    Community,
    Field,
    FieldType,
    Form,
    Option,
    Publishes,
    Translated,
    Visibility,
)

__all__ = [
    "Area",
    "BadCommunity",
    "Category",
    "Community",
    "Field",
    "FieldType",
    "Form",
    "Mistake",
    "Option",
    "Publishes",
    "Translated",
    "Visibility",
    "load_community",
]
