"""Form fields for what people type and send: plain text, dates, files.

Used by the forms of acts and of the portal. They refuse with the words of `text.py`,
`dates.py` and `files.py`; the bounds stand in `limits.py`.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from . import limits
from .dates import parse_date
from .files import accept, extensions
from .handed import KINDS, take_sheet
from .refused import Refused
from .text import BIDI, check_line, check_text, code_point, is_blank, length


class PlainTextField(forms.CharField):
    """A text kept exactly as typed; unseen characters alone count as nothing typed."""

    widget = forms.Textarea

    def __init__(self, *, max_characters=limits.OPINION_CHARACTERS, **kwargs):
        self.max_characters = kwargs.pop("max_length", None) or max_characters
        super().__init__(strip=False, **kwargs)
        self.validators = [  # NUL is refused below, by name and position
            one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value):
        value = super().to_python(value)
        return self.empty_value if is_blank(value) else value

    def validate(self, value):
        super().validate(value)
        _as_form_error(check_text, value)
        if length(value) > self.max_characters:
            raise ValidationError(self._too_long(value), code="max_length")

    def widget_attrs(self, widget):
        """Tell the page the bound; the browser's own maxlength counts rare ideographs twice."""
        return super().widget_attrs(widget) | {"data-max-characters": str(self.max_characters)}

    def _too_long(self, value):
        figures = {"limit": self.max_characters, "given": length(value)}
        return (
            _("This text has %(given)d characters; at most %(limit)d can be taken. Shorten it.")
            % figures
        )


class PlainLineField(PlainTextField):
    """One line, such as a name or a title: no line breaks, no turned reading direction."""

    widget = forms.TextInput

    def __init__(self, *, max_characters=200, **kwargs):
        super().__init__(max_characters=max_characters, **kwargs)

    def validate(self, value):
        super().validate(value)
        if len(f"{value}.".splitlines()) > 1:  # a break at the end is one too
            raise ValidationError(_("Write this on one line."), code="line_break")
        _as_form_error(check_line, value)
        turned = BIDI.search(value)
        if turned and turned[0] not in "\u061c\u200e\u200f":
            shown = {"code": code_point(turned[0]), "position": turned.start() + 1}
            raise ValidationError(
                _("Character %(position)d (%(code)s) turns the reading direction. Delete it.")
                % shown,
                code="bidi",
            )


class OfficialDateField(forms.DateField):
    """A date as offices write it: 2026-05-01 or 2026年5月1日, in half or full width."""

    widget = forms.DateInput
    default_error_messages = {
        "invalid": _("This is no date. Write it as 2026-05-01 or 2026年5月1日.")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        day = parse_date(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class UploadField(forms.FileField):
    """One file of the kinds taken; its clean value is an `Accepted`, never the raw upload."""

    def __init__(self, *, kinds=None, max_bytes=limits.FILE_BYTES, **kwargs):
        self.kinds, self.max_bytes = kinds, max_bytes
        super().__init__(**kwargs)

    def to_python(self, upload):
        if upload in self.empty_values:
            return None
        return _as_form_error(self._accept, upload)

    def _accept(self, upload):
        upload.seek(0)
        data = upload.read(self.max_bytes + 1)
        return accept(upload.name, data, kinds=self.kinds, max_bytes=self.max_bytes)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": ",".join(extensions(self.kinds))}


class SheetField(UploadField):
    """A sheet to import, however large a .csv is; its clean value is a `Handed`."""

    def _accept(self, upload):
        return take_sheet(upload.name, upload.file)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": ",".join(f".{kind}" for kind in KINDS)}


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files at once; its clean value is a tuple of `Accepted`."""

    widget = _ManyFilesInput

    def __init__(self, *, max_files=10, **kwargs):
        self.max_files = max_files
        super().__init__(**kwargs)

    def clean(self, uploads, initial=None):
        uploads = uploads if isinstance(uploads, list | tuple) else [uploads]
        uploads = [upload for upload in uploads if upload]
        if len(uploads) > self.max_files:
            raise ValidationError(
                _("At most %(limit)d files can be sent at once.") % {"limit": self.max_files},
                code="too_many",
            )
        if not uploads:
            self.validate(None)
        return tuple(UploadField.clean(self, upload) for upload in uploads)


def _as_form_error(check, value):
    try:
        return check(value)
    except Refused as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal
