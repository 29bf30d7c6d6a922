"""What the dossier holds, a room for each section of the Decree; frozen, nothing but facts."""
