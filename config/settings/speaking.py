"""How the public speaks: the guard of its forms, codes to phones, the outside login.

Read by base.py into every place. What each variable means: docs/install.md.
"""

from typing import Any

from config import env

# Proof of work on the public's forms; what comes without it (no script) waits for a look.
PUBLIC_GUARD = env.flag("PUBLIC_GUARD", default=True)
# Pages about one decision from the cache for readers without a session (config/readers.py).
READERS_CACHE = env.flag("READERS_CACHE", default=True)
# Seconds for which the contents of a page are kept beside it, for all who read it; 0 for never.
CONTENTS_KEPT = env.number("CONTENTS_KEPT", 30)
# Proxies whose X-Forwarded-For is believed: addresses or networks, parted by commas.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
AXES_CLIENT_IP_CALLABLE = "workflows.guard.address.client_address"

# Where codes for phones go: a dotted path to something with ``send(number, text)``.
SMS_SENDER = env.text("SMS_SENDER", "workflows.confirming.phones.ToFile")
SMS_WEBHOOK_URL = env.text("SMS_WEBHOOK_URL")
SMS_WEBHOOK_TOKEN = env.text("SMS_WEBHOOK_TOKEN")

# An outside login for the public (a government service portal that speaks OpenID Connect). Nobody
# gets an account here by it: config/outside_login.py hands over who came back, and that is all.
SOCIALACCOUNT_ADAPTER = "config.outside_login.ForSpeakersOnly"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "profile"], "APPS": []}
}
if OIDC_SERVER := env.text("OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "public",
            "name": env.text("OIDC_NAME", "统一身份认证"),
            "client_id": env.required("OIDC_CLIENT_ID"),
            "secret": env.required("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER},
        }
    )
