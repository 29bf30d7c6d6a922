"""The one refusal of this room: why something cannot be taken, and how to mend it.

Raised by every checker here; form fields turn it into a form error. The refusals of acts
(who, when, what) are elsewhere, in `decisions/errors.py`.
"""

from django.utils.translation import gettext_lazy as _


class Refused(ValueError):
    """Something offered cannot be taken; carries a reason, a remedy and a short code."""

    def __init__(self, reason, remedy="", code="refused"):
        super().__init__(reason, remedy, code)
        self.reason, self.remedy, self.code = reason, remedy, code

    def __str__(self):
        if not self.remedy:
            return str(self.reason)
        return str(_("%(reason)s %(remedy)s") % {"reason": self.reason, "remedy": self.remedy})
