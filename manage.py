#!/usr/bin/env python
"""The one door for commands: `demo`, `statute`, `review`, `fsck` and Django's own."""

import os
import sys


def main() -> None:
    """Hands the command line to Django under the settings of this machine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
