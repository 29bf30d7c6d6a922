"""Counting that stops: a page costs the same with 400,000 rows, where no number is maintained."""

from django.db.models import IntegerField, Subquery

AT_MOST = 100


class CountUpTo(Subquery):
    """How many rows a sliced query yields: reading ends where the slice does."""

    template = "(SELECT COUNT(counted.id) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
