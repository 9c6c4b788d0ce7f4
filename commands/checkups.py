"""What `doctor` looks at. Each checkup says what it found and, where something is wrong, how to mend it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import re2
from django.db import connection
from gspread.urls import SPREADSHEET_URL

from commands.options import Workplace, is_example
from commands.sync import SPREADSHEET, moderation_tab
from moderation.core.community import BadCommunity, FieldType
from moderation.queue.database import DatabaseFailed, DatabaseUnusable, ready
from moderation.queue.keys import SecretMissing
from moderation.sheets.columns import TabBroken
from moderation.sources.configured import Ground, configured
from moderation.sources.forms import FormChanged, fit
from moderation.sources.google_client import GoogleClient
from moderation.sources.source import NotConfigured, Source, SourceUnreadable
from moderation.sources.titles import column_of


class Health(StrEnum):
    OK = "ok"
    ODD = "odd"  # works, but somebody should know
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    health: Health
    said: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined: a workplace, a built site, and the environment around them."""

    place: Workplace
    public: Path
    environment: Mapping[str, str]


Checkup = Callable[[Patient], Iterator[Finding]]

_MOST_SKEW = timedelta(seconds=60)  # a signed assertion is refused from five minutes on
_LOADS = re2.compile(
    r'<(?:script|img|iframe|source|video|audio|embed|object|link)\b[^>]*?\s(?:src|href|data)="'
    r'(?:https?:)?//([^/"]+)'
)


def examined(patient: Patient) -> Iterator[Finding]:
    """Every finding; a checkup that can't go on says why, and the next one goes on."""
    for checkup in CHECKUPS:
        try:
            yield from checkup(patient)
        except BadCommunity as error:
            for mistake in error.mistakes:
                yield Finding("community.toml", Health.ILL, f"{mistake.where}: {mistake.what}", mistake.mend)
            return  # everything else depends on it
        except (SourceUnreadable, SecretMissing) as error:
            # These errors say themselves what to do.
            yield Finding(checkup.__name__.strip("_"), Health.ILL, type(error).__name__, str(error))


def _community(patient: Patient) -> Iterator[Finding]:
    community = patient.place.community
    yield Finding("community.toml", Health.OK, f"{community.name.zh_hans}: {len(community.forms)} forms")


def _database(patient: Patient) -> Iterator[Finding]:
    try:
        ready()
    except (DatabaseUnusable, DatabaseFailed) as error:
        yield Finding("database", Health.ILL, "can't be used", str(error))
        return
    kept = "rebuilt for each run" if patient.environment.get("CI") else "kept"
    yield Finding("database", Health.OK, f"{connection.vendor}, {kept}")


def _secret(patient: Patient) -> Iterator[Finding]:
    yield Finding("secret", Health.OK, f"{len(patient.place.secret)} characters")


def _site_address(patient: Patient) -> Iterator[Finding]:
    address = patient.place.community.site_address
    if is_example(address):
        mend = "set site_address in community.toml to where the site will be"
        yield Finding("site address", Health.ODD, f"{address} is an example", mend)
    elif not address.startswith("https://") and urlsplit(address).hostname != "127.0.0.1":
        yield Finding("site address", Health.ILL, f"{address} is not https", "use https:// in site_address")
    else:
        yield Finding("site address", Health.OK, address)


def _off_host(patient: Patient) -> Iterator[Finding]:
    """A page that loads anything from elsewhere tells a stranger who reads it."""
    if not patient.public.exists():
        yield Finding("off-host references", Health.ODD, "no site yet", "build it first: make site")
        return
    own = urlsplit(patient.place.community.site_address).netloc
    hosts = {
        host
        for path in patient.public.resolve().rglob("*.html")
        for host in _LOADS.findall(path.read_text("utf-8", "replace"))
    } - {own}
    if hosts:
        mend = "keep what the site needs under site/assets, and link instead of embedding"
        yield Finding("off-host references", Health.ILL, ", ".join(sorted(hosts)), mend)
    else:
        yield Finding("off-host references", Health.OK, "none")


def _sources(patient: Patient) -> Iterator[Finding]:
    place = patient.place
    sources = configured(place.community, place.file.parent, patient.environment)
    for source in sources:
        try:
            yield from _fit(patient, source)
        except SourceUnreadable as error:
            yield Finding(f"form {source.form}", Health.ILL, type(error).__name__, str(error))
    without = sorted(set(place.community.form_by_key) - {source.form for source in sources})
    if without:
        mend = "add a [[source]] for each in community.toml, or delete the form"
        yield Finding("sources", Health.ODD, f"forms without a source: {', '.join(without)}", mend)


def _fit(patient: Patient, source: Source) -> Iterator[Finding]:
    """New, missing and renamed questions, each with a suggestion."""
    form = patient.place.community.form_by_key[source.form]
    questions = source.questions()
    about = f"form {form.key}"
    try:
        columns = fit(form, questions)
    except FormChanged as changed:
        for problem in changed.problems:
            yield Finding(about, Health.ILL, "does not fit", problem)
        return
    asked = {field.key for _, field in columns.fields}
    missing = [field.key for field in form.fields if field.key not in asked]
    if missing:
        said = f"{len(questions)} questions; not asked: {', '.join(missing)}"
        yield Finding(about, Health.ODD, said, "fine if meant so; else add these questions to the form")
    else:
        yield Finding(about, Health.OK, f"{len(questions)} questions, all fit")
    if not any(
        getattr(column_of(form, question.title), "type", None) is FieldType.CONSENT for question in questions
    ):
        mend = "ask for consent to publish: without it nothing of this form is published"
        yield Finding(about, Health.ODD, "no question about consent", mend)


def _google(patient: Patient) -> Iterator[Finding]:
    """Credentials, sharing, the spreadsheets' time zones, and whether our clock is right."""
    ground = Ground(patient.place.community, patient.place.file.parent, patient.environment)
    sheets = {
        setting.spreadsheet or "": ground.id_in(setting)[0]
        for setting in patient.place.community.sources
        if setting.type == "google-sheet"
    }
    if sheets:
        account = ground.sheets.account or "not named by the credentials"
        yield Finding("credentials", Health.OK, f"account {account}, scope to read only")
    for variable, spreadsheet in sheets.items():
        yield from _spreadsheet(patient, ground.sheets, spreadsheet, variable)


def _spreadsheet(
    patient: Patient, client: GoogleClient, spreadsheet: str, variable: str
) -> Iterator[Finding]:
    try:
        answer = client.request("get", SPREADSHEET_URL % spreadsheet, {"fields": "properties.timeZone"})
    except SourceUnreadable as error:
        yield Finding(variable, Health.ILL, type(error).__name__, str(error))
        return
    zone, wanted = answer.json()["properties"].get("timeZone"), patient.place.community.time_zone
    if zone == wanted:
        yield Finding(variable, Health.OK, f"shared with us, {zone}")
    else:
        mend = f"choose {wanted} in the spreadsheet's settings, if its people live there"
        yield Finding(variable, Health.ODD, f"shared with us, but its time zone is {zone}", mend)
    yield from _clock(answer.headers.get("Date", ""))


def _clock(date: str) -> Iterator[Finding]:
    try:
        skew = abs(datetime.now(UTC) - parsedate_to_datetime(date))
    except (ValueError, TypeError):
        return
    said = f"{skew.total_seconds():.0f} seconds off Google's"
    if skew > _MOST_SKEW:
        yield Finding(
            "clock", Health.ILL, said, "set this machine's clock (NTP): tokens are refused otherwise"
        )
    else:
        yield Finding("clock", Health.OK, said)


def _moderation_tab(patient: Patient) -> Iterator[Finding]:
    if not patient.environment.get(SPREADSHEET):
        uses_sheets = any(one.type.startswith("google") for one in patient.place.community.sources)
        health = Health.ODD if uses_sheets else Health.OK
        mend = f"set {SPREADSHEET} to decide in a spreadsheet" if uses_sheets else ""
        yield Finding("moderation tab", health, "not used", mend)
        return
    tab = moderation_tab(patient.environment)
    try:
        tab.may_write()
        yield Finding("moderation tab", Health.OK, f"{len(tab.read())} rows, shared with us to edit")
    except (TabBroken, NotConfigured) as error:
        yield Finding("moderation tab", Health.ILL, type(error).__name__, str(error))


CHECKUPS: tuple[Checkup, ...] = (
    _community,
    _database,
    _secret,
    _site_address,
    _off_host,
    _google,
    _sources,
    _moderation_tab,
)


def patient_of(place: Workplace, public: Path) -> Patient:
    """The workplace in this process's environment."""
    return Patient(place, public, os.environ)
