"""Acting in the tests of the reviewed sections: a granted decision, an act on a day, a scan."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Entry
from tests import factories
from tests.stages.days import On, moment
from tests.stages.drafts import draft, prepared
from workflows import permissions
from workflows.act import Act, perform

DRAFTER = Role.DRAFTING_OFFICER
HEAD = Role.LEAD_UNIT_HEAD
REVIEWER = Role.LEGAL_REVIEWER


def granted(decision: Decision) -> Decision:
    """The decision with the grants that opening it writes."""
    permissions.grant(decision)
    return decision


def drafted() -> Decision:
    """A decision in drafting with one frozen draft and no section begun."""
    decision = factories.decision_at(Stage.DRAFTING)
    prepared(decision, factories.town())
    return granted(decision)


def redraft(decision: Decision, on: date = On.told) -> Any:
    """One more frozen version."""
    return draft(decision, factories.town(), frozen_on=on)


def act(doing: type[Act], decision: Decision, by: Any, on: date = On.argued, **given: Any) -> Entry:
    """One act at ten o'clock of a day, by a role of the town or by whoever is named."""
    actor = factories.town().by(by) if isinstance(by, Role) else by
    files = {name: value for name, value in given.items() if isinstance(value, SimpleUploadedFile)}
    data = {name: value for name, value in given.items() if name not in files}
    return perform(doing, decision.pk, actor, data, files, now=moment(on))


def scan() -> SimpleUploadedFile:
    """A signed sheet, scanned."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "PNG")
    return SimpleUploadedFile("签名页.png", out.getvalue(), "image/png")
