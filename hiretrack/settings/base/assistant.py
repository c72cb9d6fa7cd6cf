"""The assistant's provider. Without a key there is no assistant."""

from hiretrack import env

ANTHROPIC_API_KEY = env.secret("ANTHROPIC_API_KEY", "")
ANTHROPIC_MODEL = env.text("ANTHROPIC_MODEL", "claude-sonnet-5-5")
ANTHROPIC_BASE_URL = env.url("ANTHROPIC_BASE_URL", "https://api.anthropic.com", schemes=("http", "https"))
ASSISTANT_TIMEOUT_S = env.integer("ASSISTANT_TIMEOUT_S", 30, low=5, high=120)
"""For a draft that a request waits for, all attempts together."""
ASSISTANT_STREAM_TIMEOUT_S = env.integer("ASSISTANT_STREAM_TIMEOUT_S", 120, low=5, high=180)
"""For one that a worker writes."""
