"""The invented township: who lives in it, and its stories played through the real acts.

Called by ``manage.py demo`` and its tests. The facts stand in ``fixtures/township``; nothing here
writes a row of a decision that an act does not write.
"""
