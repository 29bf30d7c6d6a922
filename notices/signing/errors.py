"""What goes wrong in signing, in words fit for the officer's screen."""


class SigningFailed(Exception):
    """A paper could not be signed now; the job is tried again."""
