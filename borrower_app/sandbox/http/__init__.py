"""The wire: routes, pages, faults, and the server."""
