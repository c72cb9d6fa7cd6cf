"""Websockets: `/ws/events` (what happens) and `/ws/tasks/{taskId}` (how far a task is); `consumers` has the words."""
