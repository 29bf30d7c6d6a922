"""The comment form as the public meets it: whom one speaks as, which clause, what one says.

It adds to ``SubmitForm`` only what the page needs: the choice of being named, and the clauses by
name. Files are asked for on the check page, after everything else is right.
"""

import copy
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workflows.steps.forms.submitting import ANONYMOUS, REGISTERED, VERIFIED, SubmitForm
from workflows.submitting import Known

ORDER = ["clause", "text", "identity", "submitter_kind", "name", "contact"]
AS_WHOM = [
    (ANONYMOUS, _("Anonymously: no name is asked for")),
    (REGISTERED, _("Under my name: it is masked wherever the answer is published")),
]


class Shared(dict[str, forms.Field]):
    """Fields read by every form and changed by none: copying them is a third of a post's work."""

    def __deepcopy__(self, memo: Any) -> dict[str, forms.Field]:
        """The same fields in a dict of the form's own."""
        return dict(self)


class SpeakingForm(SubmitForm):
    """What one says and as whom; without ``clauses`` the clause is looked up when it is kept.

    Its fields are shared between requests: what differs is put in as a field of its own.
    """

    identity = forms.ChoiceField(
        label=_("How you speak"), choices=AS_WHOM, initial=ANONYMOUS, widget=forms.RadioSelect
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        clauses: Sequence[tuple[int, str]] | None = None,
        speaker: Known | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.speaker = speaker
        del self.fields["files"]
        if speaker:
            words = _("As %(name)s, by the login you came with") % {"name": speaker.name}
            self.fields["identity"] = copy.deepcopy(self.fields["identity"])
            self.fields["identity"].choices = [*AS_WHOM, (VERIFIED, words)]
        if clauses is not None:
            self._offer(clauses)

    def _offer(self, clauses: Sequence[tuple[int, str]]) -> None:
        self.fields["clause"] = forms.TypedChoiceField(
            label=_("Which clause"),
            choices=[("", _("The draft as a whole")), *clauses],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """A named sender gives a name, a verified one brings it, an anonymous one leaves none."""
        data = super().clean()
        identity = data.get("identity")
        if identity == REGISTERED and not data.get("name"):
            self.add_error("name", ValidationError(_("State your name, or speak anonymously.")))
        if identity == VERIFIED and self.speaker:
            data["name"] = self.speaker.name
        if identity == ANONYMOUS:
            data |= {"name": "", "publish_consent": False}
        if identity != REGISTERED:
            self._errors.pop("name", None)
        return data


SpeakingForm.base_fields = Shared(SpeakingForm.base_fields)


class FilesForm(SubmitForm):
    """The last step: files alone; what was checked before travels in hidden fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"files": self.fields["files"]}

    def clean(self) -> dict[str, Any]:
        """Nothing but files."""
        return self.cleaned_data
