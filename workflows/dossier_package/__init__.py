"""The dossier package (卷宗包; Art. 33): a decision's whole file, to be checked without our server.

``told.py`` spells what the rows say, ``contents.py`` lists what goes in, ``writing.py`` makes the
ZIP, ``verify_dossier.py`` is the checker that travels inside. The format is docs/dossier-package.md.
"""
