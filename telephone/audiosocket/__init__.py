"""A city's own Asterisk brings the calls, by AudioSocket; no SIP of ours, and nothing of PJSIP.

Started by `python -m bot phone-pbx` with the Python of `.venv-phone`.
"""
