"""One base and three places to stand: development, test, production."""
