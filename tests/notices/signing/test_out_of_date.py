"""A certificate that ran out since: what a time stamp proves, and what nobody can prove without."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from notices.models import Notice
from notices.signing import examining, identities
from tests.notices import certificates
from tests.notices.signing.asked import verify_command, verify_page
from tests.notices.signing.conftest import give, signed_file, stamped_by

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
Signing = Callable[[datetime | None, bool], bytes]


@pytest.fixture
def sign(unsigned: Notice, folder: Path) -> Signing:
    """Signs the notice with a certificate of three years to one year ago.

    Takes what the clock of a time stamp server said, and whether the server is trusted here.
    """
    trusted = folder / identities.TRUSTED
    trusted.mkdir(parents=True)
    authority, now = certificates.root_authority(trusted), timezone.now()
    give(unsigned, folder, authority, now - 3 * YEAR, now - YEAR)

    def signing(at: datetime | None, known: bool = True) -> bytes:
        if at is None:
            return signed_file(unsigned)
        stamps = certificates.stamp_authority(trusted if known else None, at)
        return stamped_by(unsigned, folder, stamps)

    return signing


def test_a_stamp_within_its_validity_proves_that_it_was_valid_then(
    sign: Signing, tmp_path: Path
) -> None:
    at = timezone.now() - 2 * YEAR
    data = sign(at, True)
    (one,) = examining.examine(data).signatures
    assert (one.ran_out, one.trusted, one.known, one.intact) == (True, True, True, True)
    assert one.stamped is not None
    assert abs(one.stamped - at) < timedelta(seconds=2)
    assert examining.examine(data).vouched_for()
    assert "签名时有效" in verify_page(data)
    code, said = verify_command(data, tmp_path / "paper.pdf")
    assert (code, "签名时有效" in said) == (0, True)


def test_without_a_stamp_nobody_can_prove_it_and_that_is_said(
    sign: Signing, tmp_path: Path
) -> None:
    data = sign(None, True)
    found = examining.examine(data)
    (one,) = found.signatures
    assert (one.ran_out, one.trusted, one.known, one.intact) == (True, False, True, True)
    assert (found.whole(), found.vouched_for()) == (True, False)
    page = verify_page(data)
    assert "不能证明签名时证书有效" in page
    assert "签名时有效" not in page.replace("不能证明签名时证书有效", "")
    code, said = verify_command(data, tmp_path / "paper.pdf")
    assert (code, "不能证明签名时证书有效" in said) == (3, True)


def test_a_stamp_after_its_end_proves_nothing_good(sign: Signing, tmp_path: Path) -> None:
    data = sign(timezone.now() - YEAR / 2, True)
    (one,) = examining.examine(data).signatures
    assert one.stamped is not None
    assert (one.ran_out, one.trusted) == (True, False)
    code, said = verify_command(data, tmp_path / "paper.pdf")
    assert code == 3
    for told in (said, verify_page(data)):
        assert "签名时证书不在有效期内" in told
        assert "没有时间戳" not in told


def test_a_stamp_of_a_server_nobody_trusts_counts_as_none(sign: Signing) -> None:
    data = sign(timezone.now() - 2 * YEAR, False)
    (one,) = examining.examine(data).signatures
    assert (one.stamped_at, one.trusted, one.known) == (None, False, True)
    assert "不能证明签名时证书有效" in verify_page(data)
