"""Import, page by page: the file, its columns, a trial that changes nothing, the import itself."""
