"""A certificate that was revoked: what the lists laid beside the roots prove, and what they do not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.checks import run_checks
from django.utils import timezone

from notices.models import Notice
from notices.signing import examining, identities
from notices.signing.found import Signature
from tests.notices import certificates
from tests.notices.certificates import Authority
from tests.notices.signing.asked import verify_command, verify_page
from tests.notices.signing.conftest import give, signed_file, stamped_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Listing = Callable[..., None]


@pytest.fixture
def trusted(folder: Path) -> Path:
    """The folder of roots and lists."""
    place = folder / identities.TRUSTED
    place.mkdir(parents=True)
    return place


@pytest.fixture
def authority(trusted: Path) -> Authority:
    """Who issues the organ's certificate."""
    return certificates.root_authority(trusted)


@pytest.fixture
def certificate(unsigned: Notice, folder: Path, authority: Authority) -> x509.Certificate:
    """The organ's certificate, good for a year."""
    now = timezone.now()
    made: x509.Certificate = give(unsigned, folder, authority, now - 100 * DAY, now + 265 * DAY)
    return made


@pytest.fixture
def file(unsigned: Notice, certificate: x509.Certificate) -> bytes:
    """The notice, signed without a time stamp."""
    return signed_file(unsigned)


@pytest.fixture
def stamped(unsigned: Notice, folder: Path, trusted: Path, certificate: x509.Certificate) -> bytes:
    """The notice, signed ten days ago as a time stamp server vouches."""
    stamps = certificates.stamp_authority(trusted, timezone.now() - 10 * DAY)
    return stamped_by(unsigned, folder, stamps)


@pytest.fixture
def lists(trusted: Path, authority: Authority) -> Listing:
    """Lays a list of the authority down, made some days ago."""

    def listing(gone: Any = (), ago: int = 1, more: Any = (), by: Authority = authority) -> None:
        made = by.list_of(dict(gone), timezone.now() - ago * DAY, *more)
        name = f"{len(list(trusted.glob('*.crl')))}.crl"
        (trusted / name).write_bytes(made.public_bytes(Encoding.DER))

    return listing


def _one(data: bytes) -> Signature:
    (one,) = examining.examine(data).signatures
    return one


def _near(moment: datetime | None, other: datetime) -> bool:
    return moment is not None and abs(moment - other) < timedelta(seconds=2)


def test_without_a_list_it_is_said_that_nobody_asked(file: bytes, tmp_path: Path) -> None:
    assert examining.examine(file).told()["revocation_asked"] is False
    assert "没有查询证书是否已被吊销" in verify_page(file)
    code, said = verify_command(file, tmp_path / "paper.pdf")
    assert (code, "没有查询证书是否已被吊销" in said) == (0, True)


def test_one_that_is_not_on_the_list_is_said_to_be_none_with_the_day(
    file: bytes, lists: Listing
) -> None:
    lists()
    assert _near(_one(file).listed, timezone.now() - DAY)
    assert examining.examine(file).told()["revocation_asked"] is True
    assert examining.examine(file).vouched_for()
    page = verify_page(file)
    assert "的吊销名单，证书没有被吊销" in page
    assert "没有查询" not in page


def test_a_revoked_one_is_vouched_for_no_more(
    file: bytes, lists: Listing, certificate: x509.Certificate, tmp_path: Path
) -> None:
    since = timezone.now() - 5 * DAY
    lists({certificate: since})
    found = examining.examine(file)
    assert (found.whole(), found.vouched_for()) == (True, False)
    assert _near(_one(file).revoked, since)
    assert "没有时间戳，不能证明签名在此之前" in verify_page(file)
    code, said = verify_command(file, tmp_path / "paper.pdf")
    assert (code, "不能证明签名在此之前" in said) == (3, True)


def test_a_stamp_before_it_was_revoked_proves_that_it_was_good(
    stamped: bytes, lists: Listing, certificate: x509.Certificate
) -> None:
    lists({certificate: timezone.now() - 5 * DAY})
    assert examining.examine(stamped).vouched_for()
    assert "签名在此之前" in verify_page(stamped)


def test_a_stamp_after_it_was_revoked_proves_the_contrary(
    stamped: bytes, lists: Listing, certificate: x509.Certificate
) -> None:
    lists({certificate: timezone.now() - 20 * DAY})
    assert not examining.examine(stamped).vouched_for()
    assert "签名在此之后" in verify_page(stamped)


def test_a_later_list_from_which_it_is_gone_does_not_make_it_good_again(
    file: bytes, lists: Listing, certificate: x509.Certificate
) -> None:
    lists({certificate: timezone.now() - 5 * DAY}, ago=3)
    lists(ago=1)
    assert not examining.examine(file).vouched_for()


def test_a_part_of_a_list_proves_that_it_is_revoked_never_that_it_is_not(
    file: bytes, lists: Listing, certificate: x509.Certificate
) -> None:
    lists(more=[x509.DeltaCRLIndicator(7)])
    assert _one(file).listed is None
    lists({certificate: timezone.now() - DAY}, more=[x509.DeltaCRLIndicator(8)])
    assert _one(file).revoked is not None


def test_a_list_forged_in_the_authoritys_name_says_nothing(
    file: bytes, lists: Listing, certificate: x509.Certificate, tmp_path: Path
) -> None:
    forger = certificates.root_authority(tmp_path)
    lists({certificate: timezone.now() - DAY}, by=forger)
    one = _one(file)
    assert (one.revoked_at, one.listed_as_of, one.trusted) == (None, None, True)


def test_a_list_that_cannot_be_read_hinders_nobody_and_one_that_ran_out_is_told_of(
    file: bytes, lists: Listing, trusted: Path
) -> None:
    lists(ago=40)
    (trusted / "broken.crl").write_bytes(b"no list")
    assert _one(file).trusted
    told = {str(found.msg) for found in run_checks() if found.id == "yijue.W003"}
    assert {name for name in ("0.crl", "broken.crl") if any(name in one for one in told)} == {
        "0.crl",
        "broken.crl",
    }
