"""Where somebody is led after a form: back to a page of this site, never to another site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, to: str, otherwise: str) -> str:
    """The address that was asked for, if it is on this site; else the other one."""
    here = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(to, here, require_https=request.is_secure())
    return to if safe else otherwise
