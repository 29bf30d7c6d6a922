"""What the acts write, one module for each step whose rows need care."""
