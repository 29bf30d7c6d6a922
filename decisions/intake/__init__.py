"""What comes in: text, files, drafts and sheets, checked before anything is stored.

Called by the forms of the acts and by the import pages. Pure functions: no model, no view,
no clock; Django form fields stand only in `fields.py`. Whatever cannot be taken is
`Refused` with a reason and a remedy; nothing is dropped in silence.
"""
