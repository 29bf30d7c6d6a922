"""The forms of the acts, one module for each step that has many."""
