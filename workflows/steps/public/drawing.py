"""Sign-up and draw (Art. 16): entered, not admitted, closed, drawn, moved up.

Closing puts every sign-up under one root into the record while half of the seed is still secret and
the other half unknown to anybody; the draw opens both. The method is ``decisions/drawing.py``; what
the public sends comes by ``workflows/signing_up.py``.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions import drawing
from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Hearing, HearingGroup, HearingParticipant, HearingSignup
from decisions.selectors.hearings import held_signups
from workflows import record, signing_up
from workflows.act import Act, Doing
from workflows.steps.forms import signing_up as forms
from workflows.steps.public.hearing import SIGNUP, hearing_of, not_announced


def no_signup(dossier: Dossier) -> Any:
    """Why nobody signs up now: no hearing is announced, none with a sign-up, or it is closed."""
    if why := not_announced(dossier):
        return why
    if dossier.hearing.signup_closes_on is None:
        return _("This hearing has no sign-up.")
    return _("The sign-up is closed.") if dossier.hearing.signup_closed_on else ""


class EnterSignup(Act):
    """Enter a sign-up that came by phone, by post or in person (Art. 16)."""

    slug, step, label = "enter_signup", "hearing", _("Enter a sign-up")
    articles, stages, form = ("16.2",), (Stage.DRAFTING,), forms.EnterSignupForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While the sign-up is not closed."""
        return no_signup(dossier)

    def do(self, doing: Doing) -> None:
        """It stands beside those of the site and has the same chance."""
        row = signing_up.made(hearing_of(doing), doing.data, at=doing.now, entered_by=doing.user)
        row.save(force_insert=True)
        doing.facts |= {"number": row.number, "leaf": row.leaf}
        doing.summary = f"录入听证报名{row.number}（{row.group}）"


class ExcludeSignup(Act):
    """Do not admit a sign-up, with the reason (Art. 16)."""

    slug, step, label = "exclude_signup", "hearing", _("Do not admit a sign-up")
    articles, stages, form = ("16.2",), (Stage.DRAFTING,), forms.ExcludeForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Before the sign-up is closed, and so before anybody knows the draw."""
        return no_signup(dossier)

    def do(self, doing: Doing) -> None:
        """The row stays, with its reason; the person reads it with the receipt."""
        row, reason = doing.data["signup"], doing.data["reason"]
        HearingSignup.objects.filter(pk=row.pk).update(excluded_reason=reason, held=False)
        doing.facts |= {"number": row.number, "reason": reason}
        doing.summary = f"不予接受听证报名{row.number}"


class AdmitHeldSignup(Act):
    """Admit a sign-up that came without the guard of the page (Art. 16)."""

    slug, step, label = "admit_held_signup", "hearing", _("Admit a held sign-up")
    articles, stages, form = ("16.2",), (Stage.DRAFTING,), forms.AdmitHeldForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Before the sign-up is closed, and so before anybody knows the draw."""
        return no_signup(dossier)

    def do(self, doing: Doing) -> None:
        """It was taken from the first; now it has the same chance as any other."""
        row = doing.data["signup"]
        HearingSignup.objects.filter(pk=row.pk).update(held=False)
        doing.facts["number"] = row.number
        doing.summary = f"核看并接受听证报名{row.number}"


class CloseSignup(Act):
    """Close the sign-up: the list is fixed before the seed is known (Art. 16)."""

    slug, step, label = "close_signup", "hearing", _("Close the sign-up")
    articles, stages = ("16.2",), (Stage.DRAFTING,)

    def not_yet(self, dossier: Dossier) -> Any:
        """After its last day."""
        closes = dossier.hearing.signup_closes_on
        if why := no_signup(dossier):
            return why
        if closes is not None and dossier.as_of <= closes:
            return _("The sign-up still runs.")
        return ""

    def do(self, doing: Doing) -> None:
        """One root over the leaves of whoever stands, in the order of their numbers."""
        row = hearing_of(doing)
        if waiting := held_signups(doing.decision).count():
            raise NotNow(_("%(number)d sign-ups are still held for a look.") % {"number": waiting})
        standing = row.signups.filter(withdrawn_at=None, excluded_reason="").order_by("number")
        leaves = list(standing.values_list("leaf", flat=True))
        standing.update(listed=True)
        row.signup_closed_on = doing.occurred_on
        row.signup_root = record.merkle_root(leaves)
        row.save(update_fields=["signup_closed_on", "signup_root"])
        doing.met(SIGNUP)
        doing.facts |= {"root": row.signup_root, "size": len(leaves)}
        doing.summary = f"听证报名结束，有效报名{len(leaves)}人"


class DrawParticipants(Act):
    """Draw the participants with the seed committed to and the public figure (Art. 16)."""

    slug, step, label = "draw_participants", "hearing", _("Draw the participants")
    articles, stages, form = ("16.2",), (Stage.DRAFTING,), forms.DrawForm

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, after the sign-up was closed."""
        if why := not_announced(dossier):
            return why
        if dossier.hearing.signup_closed_on is None:
            return _("Close the sign-up first.")
        return _("The participants were drawn already.") if dossier.hearing.drawn_on else ""

    def do(self, doing: Doing) -> None:
        """Every group in its order; the first take the seats."""
        row = hearing_of(doing)
        row.seed_value, row.drawn_on = doing.data["seed_value"], doing.occurred_on
        row.draw = [_drawn(row, group) for group in row.groups.all()]
        row.save(update_fields=["seed_value", "drawn_on", "draw"])
        doing.facts |= {"secret": row.seed_secret, "value": row.seed_value, "groups": row.draw}
        people = sum(len(group["chosen"]) for group in row.draw)
        doing.summary = f"公开抽签产生听证参加人和旁听人员{people}名"


def _drawn(row: Hearing, group: HearingGroup) -> dict[str, Any]:
    """The order of one group, and who takes its seats."""
    listed = {one.number: one for one in group.signups.filter(listed=True)}
    order = drawing.ranked(listed, row.seed_secret, row.seed_value)
    for rank, number in enumerate(order, start=1):
        listed[number].rank = rank
    HearingSignup.objects.bulk_update(listed.values(), ["rank"])
    gone = [number for number in order if listed[number].withdrawn_at]
    chosen = drawing.chosen(order, group.seats, gone)
    HearingParticipant.objects.bulk_create(
        [_seated(listed[number], HearingParticipant.Origin.DRAWN) for number in chosen]
    )
    return {
        "name": group.name,
        "seats": group.seats,
        "order": order,
        "withdrawn": gone,
        "chosen": chosen,
    }


def _seated(signup: HearingSignup, origin: str) -> HearingParticipant:
    group = signup.group
    return HearingParticipant(
        hearing_id=signup.hearing_id,
        signup=signup,
        name=signup.name,
        group=group.name,
        submitter_kind=signup.submitter_kind,
        origin=origin,
        interested=group.interested,
        observer=group.observer,
    )


class ReplaceParticipant(Act):
    """Let the next in the order drawn move up for somebody who cannot come (Art. 16)."""

    slug, step, label = "replace_participant", "hearing", _("Move the next one up")
    articles, stages, form = ("16.2",), (Stage.DRAFTING,), forms.ReplaceForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """After the draw, until the hearing is held."""
        if why := not_announced(dossier):
            return why
        return "" if dossier.hearing.drawn_on else _("Draw the participants first.")

    def do(self, doing: Doing) -> None:
        """The order drawn decides, nobody else."""
        leaving: HearingParticipant = doing.data["participant"]
        waiting = HearingSignup.objects.filter(
            group=leaving.signup.group,
            listed=True,
            withdrawn_at=None,
            excluded_reason="",
            participant=None,
        )
        following = waiting.filter(rank__gt=leaving.signup.rank).order_by("rank").first()
        if following is None:
            raise NotNow(_t("Nobody is left in the order drawn for this group."))
        doing.facts |= {"left": leaving.signup.number, "moved_up": following.number}
        doing.facts["reason"] = doing.data["reason"]
        HearingSignup.objects.filter(pk=leaving.signup_id).update(
            excluded_reason=doing.data["reason"]
        )
        leaving.delete()
        _seated(following, HearingParticipant.Origin.ALTERNATE).save(force_insert=True)
        doing.summary = f"听证参加人{doing.facts['left']}不能到会，依次递补{following.number}"
