"""The columns: a Step and its Acts for each section of the Decree, with the form of each act."""
