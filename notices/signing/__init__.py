"""Signing papers: who signs for an organ, with which seal, and what a signature found proves.

A paper is numbered, frozen and printed first (services.py) and signed after that, by a job. Its
unsigned bytes stay what the record speaks of; the signed file is another one beside them.
"""
