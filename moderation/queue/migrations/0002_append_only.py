"""The database itself refuses to change or delete an act, or to shorten the chain, whoever asks."""

from django.db import migrations

_MESSAGE = "acts are append-only: add another one that says what is true now"

_SQLITE = [
    (f"CREATE TRIGGER act_no_update BEFORE UPDATE ON queue_act BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"),
    (f"CREATE TRIGGER act_no_delete BEFORE DELETE ON queue_act BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"),
    (
        "CREATE TRIGGER chain_no_delete BEFORE DELETE ON queue_chainhead "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    ),
    (
        "CREATE TRIGGER chain_only_grows BEFORE UPDATE ON queue_chainhead "
        "WHEN NEW.id <> OLD.id OR NEW.count <> OLD.count + 1 "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    ),
]

_POSTGRESQL = [
    (
        "CREATE FUNCTION queue_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
    ),
    (
        "CREATE TRIGGER act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON queue_act "
        "FOR EACH STATEMENT EXECUTE FUNCTION queue_append_only()"
    ),
    (
        "CREATE TRIGGER chain_no_delete BEFORE DELETE OR TRUNCATE ON queue_chainhead "
        "FOR EACH STATEMENT EXECUTE FUNCTION queue_append_only()"
    ),
    (
        "CREATE TRIGGER chain_only_grows BEFORE UPDATE ON queue_chainhead FOR EACH ROW "
        "WHEN (NEW.id <> OLD.id OR NEW.count <> OLD.count + 1) EXECUTE FUNCTION queue_append_only()"
    ),
]


def begin_the_chain(apps, schema_editor):
    """The one row of the head: whoever appends locks it, so it must be there before the first act."""
    apps.get_model("queue", "ChainHead").objects.get_or_create(pk=1)


def make_append_only(apps, schema_editor):
    statements = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("queue", "0001_initial")]
    operations = [migrations.RunPython(begin_the_chain), migrations.RunPython(make_append_only)]
