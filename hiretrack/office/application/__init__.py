"""Applications in the back office: their list, and the page on which one of them is decided."""
