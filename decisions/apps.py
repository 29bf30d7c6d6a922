"""The nouns: what a decision is and what the law says of it."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The nouns: what a decision is and what the law says of it."""

    name = "decisions"
