"""What the public pages read. Asked by ``decisions/views``, the feeds and the calendars.

What is public at all stands in ``public.py`` and nowhere else: every other module here begins
with one of its querysets, so nothing is shown by accident.
"""
