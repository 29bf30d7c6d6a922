"""What each paper says, read from the rows: one section of the Decree, one file.

A builder takes the decision, the entry of the act and the number, and gives a paper of
``notices/papers``. It is called once, when the notice is issued; after that the snapshot speaks.
The wording of a paper is Chinese, whatever language the officer's pages are in.
"""
