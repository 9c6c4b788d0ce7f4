"""One community, read from community.toml: names, areas, categories, forms, groups, hotlines, thresholds."""

from moderation.core.community.form import (
    Field,
    FieldType,
    Form,
    Option,
    Publishes,
    Translated,
    Visibility,
    answer_key,
)
from moderation.core.community.load import load_community
from moderation.core.community.mistake import BadCommunity, Mistake
from moderation.core.community.model import Area, Category, Community

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
    "answer_key",
    "load_community",
]
