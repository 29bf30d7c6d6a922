"""What was found of a file that was examined, and how its certificates are spoken of.

Said on the verify page and by ``manage.py verify_paper`` in the same words.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _t

from decisions.templatetags.show import zh_moment
from notices import carried
from notices.models import Notice


@dataclass(frozen=True)
class Signature:
    """One signature of a file; moments in ISO 8601."""

    signer: str
    issuer: str
    certificate_sha256: str
    valid_until: str
    claimed_at: str | None  # by the signer's own clock
    stamped_at: str | None  # by a time stamp server that is trusted here
    intact: bool
    unchanged_since: bool
    trusted: bool  # the certificate led to a trusted root when it signed, as far as is proven
    known: bool  # it did while it was valid
    revoked_at: str | None = None  # by the lists that are here
    listed_as_of: str | None = None  # the day of those lists; None where one is wanting

    @property
    def stamped(self) -> datetime | None:
        """The moment a time stamp server vouches for."""
        return _moment(self.stamped_at)

    @property
    def claimed(self) -> datetime | None:
        """The moment by the signer's own clock."""
        return _moment(self.claimed_at)

    @property
    def until(self) -> datetime:
        """The last moment at which the certificate is valid."""
        return datetime.fromisoformat(self.valid_until)

    @property
    def ran_out(self) -> bool:
        """Whether the certificate is valid no more."""
        return self.until < timezone.now()

    @property
    def revoked(self) -> datetime | None:
        """The moment from which the certificate is revoked."""
        return _moment(self.revoked_at)

    @property
    def listed(self) -> datetime | None:
        """The moment of the lists of revoked certificates that speak of it."""
        return _moment(self.listed_as_of)

    @property
    def certified(self) -> str:
        """What is said of the certificate: whether it was good when it signed, and who says so."""
        if self.revoked:
            return _of_a_revoked(self)
        return f"{_of_its_time(self)} {_of_the_lists(self)}"

    def holds(self) -> bool:
        """Whether what was signed is what is there, whoever signed."""
        return self.intact and self.unchanged_since


@dataclass(frozen=True)
class Finding:
    """What was found; ``notice`` is the paper of this installation that the file belongs to."""

    sha256: str
    signatures: tuple[Signature, ...]
    numbers_agree: bool | None  # None: the file carries no data to add up
    data_sha256: str
    notice: Notice | None = None
    as_issued: bool = False  # it is the file on record

    def signed_part_holds(self) -> bool:
        """Whether nothing was changed since any of the signatures."""
        return all(one.holds() for one in self.signatures)

    def whole(self) -> bool:
        """Whether nothing contradicts the file: signatures, numbers, and the record's digest."""
        return (
            self.signed_part_holds()
            and self.numbers_agree is not False
            and (not self.notice or self.as_issued)
        )

    def vouched_for(self) -> bool:
        """Whether it is whole and signed by somebody this installation trusts."""
        known = bool(self.signatures) and all(one.trusted for one in self.signatures)
        return self.whole() and known

    def told(self) -> dict[str, Any]:
        """The finding as data."""
        return {
            "sha256": self.sha256,
            "whole": self.whole(),
            "vouched_for": self.vouched_for(),
            "signatures": [asdict(one) | {"ran_out": one.ran_out} for one in self.signatures],
            "revocation_asked": bool(self.signatures)
            and all(one.listed_as_of or one.revoked_at for one in self.signatures),
            "numbers_agree": self.numbers_agree,
            "data_sha256": self.data_sha256,
            "code": carried.shown(self.data_sha256) if self.data_sha256 else "",
            "issued_here": self.notice is not None,
            "as_issued": self.as_issued,
        }


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _of_its_time(one: Signature) -> str:
    at = {"at": zh_moment(one.until)}
    if one.trusted and one.ran_out:
        return _t("The certificate ran out on %(at)s; it was valid when it signed.") % at
    if one.trusted:
        return _t("The certificate leads to a root that is trusted here.")
    if one.known and one.stamped_at:
        return _t("The certificate was not valid at that moment.")
    if not (one.known and one.ran_out):
        return _t("The certificate leads to no root that is trusted here.")
    said = _t(
        "The certificate ran out on %(at)s, and without a time stamp nobody can prove that it was "
        "valid when it signed."
    )
    return said % at


def _of_the_lists(one: Signature) -> str:
    if one.listed is None:
        return _t("Whether a certificate was revoked was not asked.")
    said = _t("It is not on the list of revoked certificates of %(at)s.")
    return said % {"at": zh_moment(one.listed)}


def _of_a_revoked(one: Signature) -> str:
    if one.trusted:
        said = _t("The certificate was revoked on %(at)s, after it had signed.")
    elif one.stamped_at:
        said = _t("The certificate was revoked on %(at)s, before it signed.")
    else:
        said = _t(
            "The certificate was revoked on %(at)s, and without a time stamp nobody can prove that "
            "it signed before."
        )
    return said % {"at": zh_moment(one.revoked)}
