"""Work outside requests: `TaskRun` (what a person waits for), `DeadLetter` (what failed for good), queue metrics."""
