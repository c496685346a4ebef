"""The media ends of the telephone: programs of their own, which talk to the edge over HTTP and nothing else.

`sip` uses PJSIP, whose licence is the GPL: nothing in `bot`, `db` or `actions` imports this package,
and of `bot` it uses only the words of the protocol (`bot.phone.events`, `bot.phone.wire`).
See docs/adr/0030-telephone-programs.md.
"""
