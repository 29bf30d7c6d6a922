"""What a paper of a review shows: its days, the draft it saw, and how it is signed (Art. 19, 28).

The forms of expertise, risk, competition and legality grow from these. A guest signs by typing
the name by which the organ invited, or by sending a scan of the signed or sealed sheet.
"""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions import drafts
from decisions.intake.fields import PlainLineField, UploadField
from decisions.models import Paper
from workflows.doing import Doing, Guest
from workflows.forms import ActForm
from workflows.steps.drafting import newest_frozen

SCANS = ["pdf", "png", "jpg"]


class DatedForm(ActForm):
    """A form with days of its own: none of them may still be to come."""

    past_days: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        """What has not come yet has not happened."""
        data = super().clean()
        for name in self.past_days:
            if data.get(name) and data[name] > self.today:
                self.add_error(name, _("This day has not come yet."))
        return data


class SeenDraftForm(DatedForm):
    """A form whose answer speaks for the newest frozen draft; it says which one was shown."""

    draft_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Remember which version the page shows."""
        if self.rows is not None:
            self.draft = next(iter(drafts.frozen(self.rows)), None)
        else:
            self.draft = newest_frozen(self.decision.pk) if self.decision else None
        self.initial["draft_version"] = self.draft.version if self.draft else None

    def clean(self) -> dict[str, Any]:
        """Refuse an answer to a version that was replaced while it was written."""
        data = super().clean()
        shown = data.get("draft_version")
        if self.draft is None:
            raise ValidationError(_("Freeze a draft first: a sign-off speaks for one version."))
        if shown and shown != self.draft.version:
            raise ValidationError(
                _("Version %(version)d of the draft came in meanwhile. Read it, then send again.")
                % {"version": self.draft.version}
            )
        return data | {"draft": self.draft}


class SignedForm(SeenDraftForm):
    """A form its author signs: by typing the own name, or by a scan with signature or seal."""

    signature = PlainLineField(
        label=_("Signature: type your name"), required=False, max_characters=60
    )
    scan = UploadField(
        label=_("Or a scan of the signed or sealed opinion"), kinds=SCANS, required=False
    )

    def clean(self) -> dict[str, Any]:
        """One of the two; a typed name is the name of whoever acts."""
        data = super().clean()
        typed = "".join((data.get("signature") or "").split())
        if not typed and not data.get("scan") and "scan" not in self.errors:
            self.add_error("signature", _("Sign: type your name, or send a signed scan."))
        if typed and typed != "".join(name_of(self.actor).split()):
            self.add_error("signature", _("Type your name as it stands in the invitation."))
        return data


def name_of(actor: Any) -> str:
    """The name of whoever acts, with an account or without."""
    return actor.name if isinstance(actor, Guest) else str(actor or "")


def keep_signature(doing: Doing, role: str, title: str) -> tuple[Paper | None, str]:
    """Keep the scan, and say in words what proves the signature."""
    paper = doing.paper("scan", role, title, signed=True)
    if paper:
        proof, kind = f"签名盖章扫描件（摘要值{paper.sha256[:16]}）", "scan"
    else:
        way = "单次链接" if isinstance(doing.actor, Guest) else "账号登录"
        moment = timezone.localtime(doing.now).strftime("%Y-%m-%d %H:%M")
        proof, kind = f"{name_of(doing.actor)}键入姓名签署（{way}，{moment}）", "typed"
    doing.facts["signature"] = kind
    return paper, proof
