"""Reading pictures: a worker process with libraries of its own, and pure functions for what it saw.

Only `worker.py` and what it imports need `.venv-media`; `layout`, `bubbles`,
`saw` and `text` are plain Python, for the edge.
"""
