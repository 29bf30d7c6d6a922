"""What the verify page and the command say of a file."""

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client


def verify_page(data: bytes) -> str:
    sent = SimpleUploadedFile("paper.pdf", data, "application/pdf")
    return Client().post("/verify/", {"file": sent}).content.decode()


def verify_command(data: bytes, path: Path) -> tuple[int, str]:
    path.write_bytes(data)
    out = io.StringIO()
    try:
        call_command("verify_paper", str(path), stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()
