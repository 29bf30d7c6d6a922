"""The switchboard: settings, addresses, processes; it belongs to no app."""
