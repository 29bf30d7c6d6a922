"""The sample papers of the product, by the names the tests call them."""

from notices.samples import EVERY
from notices.samples.sheets import *  # noqa: F403

__all__ = ["EVERY"]
