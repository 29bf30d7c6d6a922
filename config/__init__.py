"""The switchboard: settings, addresses and processes; it belongs to no app and no app imports it."""
