"""The response that hands a paper's file out; who may have it is asked before, by the view."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def handed_out(data: bytes, media_type: str, name: str, *, inline: bool = True) -> HttpResponse:
    """A file under its own name, shown in place or to be saved; no cache on the way keeps it."""
    response = HttpResponse(data, content_type=media_type)
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
