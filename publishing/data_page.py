"""The data page: pictures with a table under each, and the same numbers as CSV and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from moderation.core.community import Community
from moderation.core.figures import Figures, Funnel, Stage
from publishing import chart
from publishing.edition import Edition, Page
from publishing.tables import csv_file
from publishing.view import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture with its table, as a template needs it."""

    name: str
    title: str
    about: str
    picture: Markup
    header: Sequence[str]
    rows: Sequence[Sequence[object]]


def data_page(edition: Edition, viewer: Viewer, figures: Figures) -> Page:
    """The figures in one language."""
    words = edition.words
    body = edition.render(
        "data",
        as_of=viewer.time(figures.as_of),
        funnels=[_funnel(edition, one) for one in figures.funnels],
        waiting=figures.first_contact,
        urgency=_urgency(edition, figures),
        days=_days(edition, figures),
        goods=list(_goods(edition, figures)),
        up="../" if edition.prefix else "",
        volunteers=[
            (edition.community.area_by_key[area].name.to(edition.language), count)
            for area, count in figures.volunteers
        ],
        hours=figures.hours,
        least=edition.community.thresholds.coarsen_below_entries,
    )
    about = escape(words["data_about"]).encode()
    return edition.page("", "data", escape(words["data"]).encode(), about, body.encode())


def data_files(community: Community, figures: Figures) -> Iterator[tuple[str, bytes]]:
    """`data/…`: keys of community.toml instead of names, so that they mean the same in every language."""
    told = {
        "as_of": figures.as_of.isoformat(),
        "shown_from": community.thresholds.coarsen_below_entries,
        "funnels": {one.form: dict(one.counts) for one in figures.funnels},
        "first_contact_hours": {
            "measured": figures.first_contact.measured,
            "median": _float(figures.first_contact.median_hours),
            "p90": _float(figures.first_contact.p90_hours),
        },
        "goods": [
            {
                "form": one.form,
                "category": one.category,
                "unit": one.unit,
                "amount": float(one.amount),
                "entries": one.entries,
                "without_amount": one.unread,
            }
            for one in figures.goods
        ],
        "urgency": dict(zip(("none", "soon", "urgent", "very urgent"), figures.urgency, strict=True)),
        "days": [
            {
                "day": one.day.isoformat(),
                "collected": one.collected,
                "answered": one.answered,
                "done": one.done,
            }
            for one in figures.days
        ],
        "volunteers": dict(figures.volunteers),
        "hours_served": _float(figures.hours),
    }
    yield "data/figures.json", (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    yield (
        "data/funnel.csv",
        csv_file(
            ("form", "stage", "responses"),
            [(one.form, stage.value, count) for one in figures.funnels for stage, count in one.counts],
        ),
    )
    yield (
        "data/days.csv",
        csv_file(
            ("day", "collected", "answered", "done"),
            [(one.day.isoformat(), one.collected, one.answered, one.done) for one in figures.days],
        ),
    )
    yield (
        "data/goods.csv",
        csv_file(
            ("form", "category", "unit", "amount", "entries", "without_amount"),
            [(g.form, g.category, g.unit, f"{g.amount:f}", g.entries, g.unread) for g in figures.goods],
        ),
    )
    yield "data/urgency.csv", csv_file(("urgency", "entries"), list(enumerate(figures.urgency)))


def _funnel(edition: Edition, funnel: Funnel) -> Shown:
    words, few = edition.words, edition.words["few"]
    form = edition.community.form_by_key[funnel.form].name.to(edition.language)
    rows = [(words[f"stage_{stage.value}"], count) for stage, count in funnel.counts]
    title = words["funnel_of"].format(title=form)
    picture = chart.rows(f"funnel-{funnel.form}", title, words["funnel_about"], rows, few)
    table = [(label, few if count is None else count) for label, count in rows]
    return Shown(
        funnel.form, title, words["funnel_about"], picture, (words["stage"], words["unit_responses"]), table
    )


def _urgency(edition: Edition, figures: Figures) -> Shown:
    words = edition.words
    rows = [(words[f"urgency_{level}"], count) for level, count in enumerate(figures.urgency)][::-1]
    title, about = words["urgency_split"], words["urgency_about"]
    picture = chart.rows("urgency", title, about, rows, words["few"])
    return Shown("urgency", title, about, picture, (words["urgency"], words["unit_entries"]), rows)


def _days(edition: Edition, figures: Figures) -> Shown:
    words = edition.words
    kinds = [words[f"stage_{stage.value}"] for stage in (Stage.COLLECTED, Stage.ANSWERED, Stage.DONE)]
    counts = [(one.collected, one.answered, one.done) for one in figures.days]
    series = [(kind, [each[n] for each in counts]) for n, kind in enumerate(kinds)]
    labels = [f"{one.day.month}/{one.day.day}" for one in figures.days]
    title, about = words["per_day"], words["per_day_about"]
    picture = chart.columns("days", title, about, labels, series)
    named = [_day(edition, one.day) for one in figures.days]
    rows = [(day, *each) for day, each in zip(named, counts, strict=True)][::-1]
    return Shown("days", title, about, picture, (words["day"], *kinds), rows)


def _day(edition: Edition, day: date) -> str:
    """With its weekday: words between the numbers of a table keep them from being read as one long number."""
    weekday = edition.words[f"weekday_{day.isoweekday()}"]
    return edition.words["day_short"].format(m=day.month, d=day.day, weekday=weekday)


def _goods(edition: Edition, figures: Figures) -> Iterator[Shown]:
    """Form by form: a picture of its entries by category, lines of category, amount with unit, entries."""
    community, words, language = edition.community, edition.words, edition.language
    for form in community.forms:
        ours = [one for one in figures.goods if one.form == form.key]
        names = {one.category: community.category_by_key[one.category].name.to(language) for one in ours}
        totals = Counter[str]()
        for one in ours:
            totals[names[one.category]] += one.entries
        lines = [
            (
                names[one.category],
                f"{one.amount.normalize():f} {one.unit}" if one.unit else words["no_amount"],
                one.entries,
            )
            for one in ours
        ]
        if lines:
            title = words["goods_by_category"].format(title=form.name.to(language))
            header = (words["category"], words["amount"], words["unit_entries"])
            picture = chart.rows(f"goods-{form.key}", title, "", totals.most_common(), words["few"])
            yield Shown(form.key, title, "", picture, header, lines)


def _float(number: object) -> float | None:
    return None if number is None else float(str(number))
