"""Work on texts, pure: likeness, differences, themes, words to search by, anchors over redrafts.

No Django, no database, no clock, no model to download. What is made of a text here serves comparing
and finding only; it is never stored in place of what was typed. The rows are ``workflows/reading``.
"""
