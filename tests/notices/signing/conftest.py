"""A notice on the record: printed, its organ with a certificate, signed by the job."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.db import transaction
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from accounts.models import Organ
from decisions import papers as store
from notices.models import Notice
from notices.signing import authority, signed
from tests.notices.certificates import Authority, stamp_server
from tests.workflows import road as roads
from workflows import doers, outbox


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Notice]:
    """A consultation notice on the record, printed and not signed; gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        road = roads.opened().until("open_consultation")
        road.step()
        assert outbox.run_waiting()
        yield Notice.objects.get(kind="consultation_notice")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(printed: Notice, tmp_path_factory: Any, django_db_blocker: Any) -> Path:
    """Certificates of every organ."""
    place: Path = tmp_path_factory.mktemp("certificates") / "signing"
    with django_db_blocker.unblock():
        authority.lay_down(place, dict(Organ.objects.values_list("code", "name")))
    return place


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Where this test's certificates are; empty until it puts them there."""
    settings.SIGNING_ROOT = tmp_path / "signing"
    return settings.SIGNING_ROOT


@pytest.fixture
def unsigned(printed: Notice, folder: Path) -> Notice:
    """The notice, where nobody signs."""
    return Notice.objects.get(pk=printed.pk)


@pytest.fixture
def waiting(unsigned: Notice, made: Path, folder: Path) -> Notice:
    """The notice, its organ having a certificate by now."""
    shutil.copytree(made, folder)
    return unsigned


@pytest.fixture
def notice(waiting: Notice) -> Notice:
    """The notice, signed by the job."""
    job = doers.ask_to_sign(waiting)
    assert job is not None
    assert outbox.run(job.pk)
    return Notice.objects.select_related("signed").get(pk=waiting.pk)


@pytest.fixture
def file(notice: Notice) -> bytes:
    """The signed file."""
    return store.read(notice.signed.sha256)


PLAIN = 'pkcs12 = "organ.p12"\npassword_file = "organ.password"\n'


def give(notice: Notice, folder: Path, by: Authority, begins: datetime, ends: datetime) -> Any:
    """Lays a certificate of an authority down for the notice's organ; gives it."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = by.issue(key, begins, ends)
    sealed = pkcs12.serialize_key_and_certificates(
        b"organ", key, made, [by.root], BestAvailableEncryption(b"demo")
    )
    (folder / "organ.p12").write_bytes(sealed)
    (folder / "organ.password").write_bytes(b"demo")
    identity(notice, folder).write_text(PLAIN)
    return made


def stamped_by(notice: Notice, folder: Path, stamps: DummyTimeStamper) -> bytes:
    """The signed file of the notice, with a time stamp of this authority's server."""
    with stamp_server(stamps) as address:
        identity(notice, folder).write_text(f'{PLAIN}timestamp = "{address}"\n')
        return signed_file(notice)


def signed_file(notice: Notice) -> bytes:
    """The signed file of the notice."""
    copy = signed.sign(notice.pk)
    assert copy is not None
    return store.read(copy.sha256)


def identity(notice: Notice, folder: Path) -> Path:
    """The file that says what the notice's organ signs with."""
    return folder / f"{notice.decision.organ.code}.toml"
