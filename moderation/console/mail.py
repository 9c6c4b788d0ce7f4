"""Links by mail, to residents who gave an address. Nothing of the submission is in the letter but its id."""

from __future__ import annotations

import re2
from django.conf import settings
from django.core.mail import send_mail

from moderation.core.community import Community, FieldType
from moderation.queue.links import Purpose
from moderation.queue.models import Submission

_ADDRESS = re2.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SAID = {
    Purpose.WITHDRAW: ("撤下您的投稿", "Take your submission down"),
    Purpose.CORRECT: ("更正您的投稿", "Correct your submission"),
    Purpose.RENEW: ("您的投稿还有效吗？", "Does your submission still hold?"),
    Purpose.APPEAL: ("请我们再看一次", "Ask us to look again"),
}


def address_of(community: Community, submission: str) -> str:
    """The mail address among the answers to the questions of a contact; empty where there is none."""
    one = Submission.objects.filter(pk=submission).first()
    form = None if one is None else community.form_by_key.get(one.form)
    if one is None or form is None:
        return ""
    latest = one.versions.get(number=one.version)
    answers = (latest.values.get(field.key, "") for field in form.typed(FieldType.CONTACT))
    found = (_ADDRESS.search(answer) for answer in answers)
    return next((match.group() for match in found if match is not None), "")


def configured() -> bool:
    """Whether this console can send mail."""
    return bool(settings.EMAIL_HOST)


def send_link(community: Community, purpose: Purpose, link: str, address: str, days: int) -> None:
    """Send a letter with a link, in Chinese and English. Raises `OSError` when it is not taken."""
    chinese, english = _SAID[purpose]
    name = community.name
    text = (
        f"{chinese}：\n{link}\n\n这个链接 {days} 天内有效，只能用一次，请不要转发。"
        "不是您投的稿，请不用理会。\n\n"
        f"{english}:\n{link}\n\nThe link works once, for {days} days; please don't pass it on. "
        "If you sent us nothing, ignore this letter.\n"
    )
    send_mail(f"{name.zh_hans} · {chinese} · {english}", text, None, [address])
