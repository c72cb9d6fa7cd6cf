"""The signed-in candidate's part of the portal, and its doors."""
