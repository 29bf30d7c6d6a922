"""The form fields: plain text, one line, official dates, uploads."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from decisions.intake.fields import (
    OfficialDateField,
    PlainLineField,
    PlainTextField,
    UploadField,
    UploadsField,
)
from tests.intake import makers


class OpinionForm(forms.Form):
    name = PlainLineField(required=False)
    text = PlainTextField(max_characters=10)
    day = OfficialDateField(required=False)


def errors(**data):
    form = OpinionForm({"text": "同意", **data})
    form.is_valid()
    return {name: [e.code for e in found] for name, found in form.errors.as_data().items()}


def test_text_is_kept_exactly_as_typed():
    form = OpinionForm({"text": "  ㈠\uf900\u200b\r\n"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "  ㈠\uf900\u200b\r\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text": "\u3000\u200b"}, {"text": ["required"]}),
        ({"text": "一\x00"}, {"text": ["forbidden_character"]}),
        ({"text": "一\ud800"}, {"text": ["forbidden_character"]}),
        ({"text": "意" * 11}, {"text": ["max_length"]}),
        ({"text": "𠮷" * 10}, {}),
        ({"name": "张\n三"}, {"name": ["line_break"]}),
        ({"name": "张\u202e三"}, {"name": ["bidi"]}),
        ({"name": "买买提·吐尔逊"}, {}),
        ({"day": "2026-13-01"}, {"day": ["invalid"]}),
        ({"day": "0026-05-01"}, {"day": ["invalid"]}),
        ({"day": "2026\x00-05-01"}, {"day": ["invalid"]}),
    ],
)
def test_each_fault_has_its_own_refusal(data, expected):
    assert errors(**data) == expected


@pytest.mark.parametrize(
    "written",
    ["2026-05-01", "2026年5月1日", "２０２６年０５月０１日", "2026/5/1", "2026.5.1", "20260501",
     " 2026 年 5 月 1 日 ", "二〇二六年五月一日", "2026-05-01 00:00:00"],
)  # fmt: skip
def test_dates_are_read_as_offices_write_them(written):
    assert OfficialDateField().clean(written) == date(2026, 5, 1)


def test_a_date_already_read_passes():
    assert OfficialDateField().clean(date(2026, 5, 1)) == date(2026, 5, 1)


def upload(name, data):
    return SimpleUploadedFile(name, data)


def test_an_upload_is_taken_with_its_digest():
    taken = UploadField().clean(upload("草案.docx", makers.word("第一条　甲。")))
    assert (taken.kind, len(taken.sha256)) == ("docx", 64)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("草案.docx", b"", "empty"),
        ("草案.docx", b"x" * 2_000, "file_size"),
        ("草案.ofd", b"x" * 20, "file_kind"),
    ],
)
def test_a_refused_upload_is_a_form_error(name, data, code):
    with pytest.raises(forms.ValidationError) as refusal:
        UploadField(max_bytes=1_000).clean(upload(name, data))
    assert refusal.value.code == code


def test_several_uploads_are_taken_together_and_counted():
    class LetterForm(forms.Form):
        files = UploadsField(max_files=2, required=False)

    files = [upload(f"{n}.png", makers.png()) for n in range(3)]
    good = LetterForm({}, MultiValueDict({"files": files[:2]}))
    assert good.is_valid()
    assert [one.name for one in good.cleaned_data["files"]] == ["0.png", "1.png"]
    assert not LetterForm({}, MultiValueDict({"files": files})).is_valid()
    empty = LetterForm({}, MultiValueDict({}))
    assert empty.is_valid()
    assert empty.cleaned_data["files"] == ()


def test_the_page_is_told_which_endings_are_taken():
    assert 'accept=".png,.jpg,.jpeg"' in str(UploadFieldForm(["png", "jpg"])["file"])


def UploadFieldForm(kinds):
    return type("F", (forms.Form,), {"file": UploadField(kinds=kinds)})()
