"""The content validator: `make check`, the console's Save button and the tests run the same rules.

Everything wrong is collected and told as `path: message` in plain Chinese, for
people who do not program. One kind of check a file; `run` puts them together.
"""
