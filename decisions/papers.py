"""The store of papers: bytes kept by their digest, read back and checked against it.

A paper's file is named by its SHA-256, so equal files are stored once and a changed byte shows.
Called by acts, imports and whoever hands files out; what may come in is decided by
``intake.files``. Nobody else opens the store.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import IO, Any, BinaryIO

import pikepdf
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from accounts.models import User
from decisions.errors import Misbuilt
from decisions.intake.files import Accepted
from decisions.models import Decision, Paper

PIECE = 1 << 20  # bytes read at once


def store(data: bytes) -> str:
    """Keep bytes under their digest (hex SHA-256) and return it."""
    digest = hashlib.sha256(data).hexdigest()
    if not default_storage.exists(path(digest)):
        default_storage.save(path(digest), ContentFile(data))
    return digest


def store_file(file: IO[bytes]) -> str:
    """Keep an open file under its digest, read piece by piece, and return the digest."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    if not default_storage.exists(path(digest)):
        default_storage.save(path(digest), File(file))
    return digest


def path(digest: str) -> str:
    """Where the bytes of a digest lie in the store."""
    return f"{digest[:2]}/{digest}"


def read(digest: str) -> bytes:
    """The bytes of a digest; raises Misbuilt when what is stored no longer matches it."""
    with default_storage.open(path(digest)) as file:
        data = bytes(file.read())
    if hashlib.sha256(data).hexdigest() != digest:
        raise Misbuilt(f"the stored file {digest} was changed")
    return data


def opened(digest: str) -> BinaryIO:
    """The file of a digest, open to be read piece by piece; raises Misbuilt when it was changed.

    It is digested whole before the first byte is given, every time: what has left cannot be called
    back, and whoever changes bytes sets the clock of the file as well, so no earlier look counts.
    300 MB take a quarter of a second, and are in memory when they are sent.
    """
    file: BinaryIO = default_storage.open(path(digest)).file
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        file.close()
        raise Misbuilt(f"the stored file {digest} was changed")
    file.seek(0)
    return file


def pieces(digest: str) -> Iterator[bytes]:
    """The bytes of a digest piece by piece, checked before the first; raises Misbuilt."""
    with opened(digest) as file:
        yield from iter(lambda: file.read(PIECE), b"")


def drop(digests: Iterable[str]) -> None:
    """Delete bytes that no paper holds; deleting what is gone changes nothing."""
    found = set(digests)
    kept = set(Paper.objects.filter(sha256__in=found).values_list("sha256", flat=True))
    for digest in found - kept:
        default_storage.delete(path(digest))


def keep(
    accepted: Accepted,
    *,
    role: str,
    title: str,
    occurred_on: date,
    decision: Decision | None = None,
    entered_by: User | None = None,
    signed: bool = False,
) -> Paper:
    """Keep an accepted file as a Paper of a decision."""
    return Paper.objects.create(
        decision=decision,
        role=role,
        title=title,
        name=accepted.name,
        media_type=accepted.media_type,
        size=len(accepted.data),
        sha256=store(accepted.data),
        pages=pages(accepted.data, accepted.media_type),
        signed=signed,
        occurred_on=occurred_on,
        entered_by=entered_by,
    )


def keep_stored(sha256: str, *, name: str, media_type: str, size: int, **more: Any) -> Paper:
    """Keep as a Paper a file whose bytes are stored already, and were checked then."""
    kept = {"name": name, "media_type": media_type, "size": size}
    return Paper.objects.create(sha256=sha256, **kept, **more)


def of_submission(file: Accepted, day: date) -> Paper:
    """An unsaved Paper of a file sent with a submission, whose bytes are stored already.

    Its role is ``submission``, not a role of the file's own: the leaf of the submission covers it.
    """
    return Paper(
        role="submission",
        title=file.name[:200],
        name=file.name,
        media_type=file.media_type,
        size=len(file.data),
        sha256=file.sha256,
        occurred_on=day,
    )


def pages(data: bytes, media_type: str) -> int | None:
    """The pages of a PDF or picture; None where only an office program could tell."""
    if media_type.startswith("image/"):
        return 1
    if media_type != "application/pdf":
        return None
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)
