"""In which heap a submission lies, and whether it is to be called, in columns that the database works out."""

from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When
from django.db.models.lookups import IsNull

_WAITING = ("pending", "second", "held", "appealed")
_CALLABLE = Q(presence="present", has_phone=True, standing__in=(*_WAITING, "approved"))
_TO_CALL = _CALLABLE & Q(call_due_at__isnull=False, missed_calls__lt=3)
_HEAP = Case(
    When(~Q(presence="present"), then=Value("")),
    When(Q(form="report", standing__in=_WAITING), then=Value("reports")),
    When(Q(standing="appealed"), then=Value("appeals")),
    When(Q(standing="second"), then=Value("second")),
    When((_CALLABLE & Q(missed_calls__gte=3)) | Q(standing="held"), then=Value("held")),
    When(Q(standing="pending", verdict__gte=2), then=Value("held")),
    When(Q(standing="pending"), then=Value("new")),
    default=Value(""),
)
_IN_ORDER = (
    F("urgency").desc(),
    IsNull(F("call_due_at"), True),
    F("call_due_at"),
    F("first_seen_at"),
    F("id"),
)


class Migration(migrations.Migration):
    dependencies = [("queue", "0007_heaps_in_order")]

    operations = [
        migrations.RemoveIndex("submission", "queue_submi_claimed_cee644_idx"),
        migrations.RemoveIndex("submission", "in_the_order_of_heaps"),
        migrations.RemoveIndex("submission", "to_be_called"),
        migrations.AddField(
            "submission",
            "heap",
            models.GeneratedField(
                expression=_HEAP, output_field=models.CharField(max_length=10), db_persist=True
            ),
        ),
        migrations.AddField(
            "submission",
            "to_call",
            models.GeneratedField(expression=_TO_CALL, output_field=models.BooleanField(), db_persist=True),
        ),
        migrations.AddIndex(
            "submission",
            models.Index(F("heap"), *_IN_ORDER, F("area"), F("form"), name="in_the_order_of_heaps"),
        ),
        migrations.AddIndex(
            "submission",
            models.Index(
                *_IN_ORDER, F("area"), F("form"), condition=Q(to_call=True), name="in_the_order_of_calls"
            ),
        ),
        migrations.AddIndex(
            "submission",
            models.Index(
                fields=("claimed_by", "claimed_until"),
                condition=Q(claimed_until__isnull=False),
                name="what_is_claimed",
            ),
        ),
    ]
