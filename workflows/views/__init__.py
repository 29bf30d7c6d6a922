"""The desk: pages that act. What they show is chosen by ``todo.py`` and ``decisions/selectors``."""
