"""The acts of public participation, one module a part: Art. 14, 15 and 18 in their order."""
