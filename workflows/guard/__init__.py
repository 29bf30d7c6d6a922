"""The guard of the public's forms: machines pay with work, people do not notice (Art. 15).

``challenges`` makes and checks the work, ``pace`` says how much, ``address`` says whom to count.
Called by the pages through which the public speaks; nobody is ever refused for an address alone.
"""
