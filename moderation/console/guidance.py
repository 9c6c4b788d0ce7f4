"""What helps to judge and to answer: the guide of a category, in the site's languages."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.core.community import Community, Form
from moderation.core.values import category_named

TONGUES = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}


def guides(community: Community, form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """The addresses of the guide to what a submission is about, by language; none where there is none."""
    category = category_named(community, form, values)
    if category is None or category.guide is None:
        return {}
    folders = {language: "" if language == "zh-Hans" else f"{language}/" for language in community.languages}
    return {
        language: f"{community.site_address}{folder}{category.guide}.html"
        for language, folder in folders.items()
    }
