"""What every page knows of the site: the footer's lines and whether this is a demo.

Called by the settings and by the template engine. What a page shows of a decision comes from
its view.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config import env

# What a government page owes its readers; SITE_NAME, SITE_SPONSOR and so on in the environment.
LINES = ("name", "sponsor", "contact", "phone", "address", "icp", "police_number")
LINES += ("site_code", "mark_url", "report_error_url", "source_url")


def from_environment() -> dict[str, str]:
    """The lines as this place has set them, empty where it has not."""
    return {line: env.text(f"SITE_{line.removeprefix('site_').upper()}") for line in LINES}


def site(request: HttpRequest) -> dict[str, Any]:
    """`site.name`, `site.sponsor` … for the footer, and `demo`."""
    return {"site": settings.SITE, "demo": settings.DEMO}
