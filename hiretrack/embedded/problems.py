"""The one kind of error that a person at the terminal sees."""

import errno


class CannotStart(Exception):
    """One line: what is wrong, and what to do about it."""


ADVICE = {
    errno.ENOSPC: "no space is left on the disk: free some and start again",
    errno.EDQUOT: "the disk quota is used up: free some space and start again",
    errno.EROFS: "the file system is read-only: set HIRETRACK_DATA_DIR to a writable folder",
    errno.EACCES: "permission denied: set HIRETRACK_DATA_DIR to a folder of your own",
    errno.EPERM: "permission denied: set HIRETRACK_DATA_DIR to a folder of your own",
}


def explain(error: OSError) -> CannotStart:
    """An operating system's refusal in one line with what to do."""
    advice = ADVICE.get(error.errno or 0, error.strerror or str(error))
    return CannotStart(f"{error.filename or 'HireTrack'}: {advice}.")
