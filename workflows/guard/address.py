"""From which address a request comes: the peer's own, or what a proxy of ours says.

X-Forwarded-For is a claim of whoever sends it, so it counts only from the proxies named in the
settings (TRUSTED_PROXIES), read from the right: the last address that is no proxy of ours.
The guard of the public's forms asks, and at the sign-in django-axes and allauth, who count tries.
"""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network
HOUSEHOLD = 64  # bits of an IPv6 address that one connection is given


def client_address(request: HttpRequest) -> str:
    """The address of the client, as far as it can be believed."""
    here = request.META.get("REMOTE_ADDR", "")
    proxies = _networks(tuple(settings.TRUSTED_PROXIES))
    if not proxies:
        return here
    claimed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for before in reversed(claimed):
        if not _ours(here, proxies) or not _written(before.strip()):
            break
        here = before.strip()
    return here


def neighbourhood(address: str) -> str:
    """Whom to count together: an IPv4 address, or the IPv6 network of one connection."""
    if ":" not in address or not _written(address):
        return address
    return str(ip_network(f"{address.partition('%')[0]}/{HOUSEHOLD}", strict=False))


@lru_cache(maxsize=8)
def _networks(named: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(one, strict=False) for one in named)


def _ours(address: str, proxies: tuple[Network, ...]) -> bool:
    return _written(address) and any(ip_address(address) in network for network in proxies)


def _written(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True
