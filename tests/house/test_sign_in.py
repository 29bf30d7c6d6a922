"""House: nobody signs themselves up, staff bring a second factor, guessing is slowed down."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import NoReverseMatch, reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "石桥 crossing 1937"


@pytest.fixture
def officer():
    """Somebody with an account and nothing else."""
    return User.objects.create_user("officer", password=PASSWORD, display_name="Officer")


def sign_in(client, password, username="officer"):
    """One try at the login page."""
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_nobody_opens_an_account_for_themselves(client):
    """Whatever the address says, no account comes of it."""
    try:
        address = reverse("account_signup")
    except NoReverseMatch:
        return
    client.post(address, {"username": "me", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_without_a_second_factor_every_page_leads_to_setting_one_up(client, officer, settings):
    """The desk included."""
    settings.STAFF_SECOND_FACTOR = True
    client.force_login(officer)
    assert client.get("/desk/").headers["Location"] == reverse("mfa_activate_totp")


def test_the_way_to_a_second_factor_stays_open(client, officer, settings):
    """Who is led there must not be led in circles."""
    settings.STAFF_SECOND_FACTOR = True
    client.force_login(officer)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers.get("Location", "") != reverse("mfa_activate_totp")


def test_with_a_second_factor_the_way_is_free(client, officer, settings):
    """And it is asked for at the next signing in."""
    settings.STAFF_SECOND_FACTOR = True
    TOTP.activate(officer, generate_totp_secret())
    client.force_login(officer)
    answer = client.get("/desk/")
    assert answer.headers.get("Location", "") != reverse("mfa_activate_totp")
    client.logout()
    assert sign_in(client, PASSWORD).headers["Location"].startswith(reverse("mfa_authenticate"))


def test_the_public_is_never_asked_for_one(client, settings):
    """A citizen has no account."""
    settings.STAFF_SECOND_FACTOR = True
    assert client.get("/").headers.get("Location", "") != reverse("mfa_activate_totp")


def test_after_five_wrong_passwords_even_the_right_one_waits(client, officer, settings):
    """From this address, for this account."""
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD).status_code == 429


def test_a_colleague_at_the_same_address_still_gets_in(client, officer, settings):
    """Offices share one address; one person's mistakes lock out nobody else."""
    User.objects.create_user("colleague", password=PASSWORD, display_name="Colleague")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD, "colleague").status_code == 302


def test_the_sign_in_page_bears_the_offices_own_name(client, settings):
    settings.SITE = settings.SITE | {"name": "样例镇决策公开平台"}
    assert "样例镇决策公开平台" in client.get(reverse("account_login")).content.decode()


def guess(client, shown, seen="203.0.113.7", password="wrong"):
    """One try through the office's proxy, which saw one address while the sender shows another."""
    said = {"login": "officer", "password": password}
    headers = {"x-forwarded-for": f"{shown}, {seen}" if shown else seen}
    return client.post(reverse("account_login"), said, headers=headers, REMOTE_ADDR="127.0.0.1")


@pytest.fixture
def behind_a_proxy(settings):
    """As production has it with BEHIND_PROXY=yes."""
    settings.TRUSTED_PROXIES = ["127.0.0.1"]


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_a_proxy_a_stranger_locks_nobody_out(client, officer, settings):
    """Guessing from elsewhere is stopped there; the officer at the office gets in."""
    for _ in range(settings.AXES_FAILURE_LIMIT):
        guess(client, "")
    assert guess(client, "", password=PASSWORD).status_code == 429
    assert guess(client, "", seen="198.51.100.1", password=PASSWORD).status_code == 302


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_a_proxy_an_invented_address_buys_no_more_tries(client, officer, settings):
    """The sender may write what they like into the header."""
    for n in range(settings.AXES_FAILURE_LIMIT):
        guess(client, f"198.51.100.{n}")
    assert guess(client, "198.51.100.99", password=PASSWORD).status_code == 429
