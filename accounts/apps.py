"""People, offices and roles."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, offices and roles."""

    name = "accounts"
