"""House: a test that commits leaves nothing behind, even where the record refuses DELETE."""

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.flush import lift_triggers

REFUSE = {
    "sqlite": [
        "CREATE TRIGGER kept BEFORE DELETE ON django_session BEGIN SELECT RAISE(ABORT, 'kept'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION kept() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION 'kept'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON django_session "
        "FOR EACH STATEMENT EXECUTE FUNCTION kept()",
    ],
}


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_a_refusing_table_is_empty_again_for_the_next_test(turn):
    """Each turn finds the table empty, fills it, and cannot empty it by itself."""
    assert not Session.objects.exists()
    Session.objects.create(session_key=turn, expire_date=timezone.now())
    with connection.cursor() as cursor:
        for statement in REFUSE[connection.vendor]:
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        Session.objects.all().delete()


@pytest.mark.django_db
def test_lifting_leaves_no_trigger():
    """What was refused a moment ago is possible."""
    with connection.cursor() as cursor:
        for statement in REFUSE[connection.vendor]:
            cursor.execute(statement)
    lift_triggers(connection)
    Session.objects.all().delete()
    assert not Session.objects.exists()
