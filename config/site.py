"""What every page knows of the site: the footer's lines and whether this is a demo.

Called by the template engine only. What a page shows of a decision comes from its view.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`site.name`, `site.sponsor` … for the footer, and `demo`."""
    return {"site": settings.SITE, "demo": settings.DEMO}
