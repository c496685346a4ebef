"""Hearing speech: a worker process with libraries of its own, and pure functions for what it heard.

Only `worker.py` and what it imports need `.venv-media`; `heard` and `trust`
are plain Python, for the edge and for tests.
"""
