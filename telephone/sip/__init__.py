"""A SIP endpoint by PJSIP (GPL-2.0-or-later): together with it this folder is under the GPL too.

Started by `python -m bot phone-sip` with the Python of `.venv-phone`.
"""
