"""The notification centre of the back office: what its user has been told, with where it leads."""
