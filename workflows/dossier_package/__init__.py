"""The dossier package (卷宗包; Art. 33): a decision's whole file, to be checked without our server.

``told.py`` spells what the rows say, ``contents.py`` lists what goes in, ``writing.py`` makes the
ZIP, ``handing.py`` keeps it for whoever asked, ``verify_dossier.py`` is the checker that travels
inside. The format is written down in docs/dossier-package.md.
"""
